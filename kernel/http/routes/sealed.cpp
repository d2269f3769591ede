#include "actions/look_at_sealed.hpp"

#include "http/json_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

/// The answer is not to be kept by anything on its way.
Response reveal(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const std::string reason = input.text("reason", true);
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto identity = actions::reveal_identity(call.ports(), call.principal(), call.part("docket"), reason);
  if (!identity) return problem_response(identity.error(), call.request.id);
  return json_response({{"identity", {{"id", identity->id}, {"handle", identity->handle}, {"name", identity->name}}}});
}

Response looks(Call& call) {
  const auto looks = actions::list_looks(call.ports(), call.principal(), call.part("docket"));
  if (!looks) return problem_response(looks.error(), call.request.id);
  json::array body;
  for (const domain::SealedRead& look : *looks) body.push_back(json_of(look));
  return json_response({{"looks", std::move(body)}});
}

}  // namespace

std::vector<Route> sealed_routes() {
  return {{"POST", "/api/v1/tickets/{docket}/reveal", Access::session, Face::api, reveal},
          {"GET", "/api/v1/tickets/{docket}/looks", Access::session, Face::api, looks}};
}

}  // namespace seva::http
