#include "http/routes/routes.hpp"

#include <iterator>

#include "http/router.hpp"

namespace seva::http {

std::vector<Route> all_routes() {
  std::vector<Route> routes;
  for (auto part : {session_routes, live_routes,    console_routes,   ticket_routes,    registration_routes, option_routes,
                    view_routes,    reply_routes,   bulk_routes,      case_file_routes, ticket_work_routes,  attachment_routes,
                    sealed_routes,  triage_routes,  call_routes,      instance_routes,  manifest_routes,     user_routes,
                    plugin_routes,  channel_routes, operation_routes, citizen_pages,    citizen_proof_pages}) {
    std::vector<Route> some = part();
    routes.insert(routes.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  return routes;
}

}  // namespace seva::http
