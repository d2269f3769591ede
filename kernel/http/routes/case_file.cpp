#include "actions/find_duplicates.hpp"
#include "http/gate.hpp"
#include "http/json_output.hpp"
#include "http/pages/qr.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"
#include "http/ticket_output.hpp"
#include "http/timeline_output.hpp"

/// What is shown beside a ticket: tickets like it, and all of it for paper.
namespace seva::http {
namespace {

namespace json = boost::json;

Response duplicates(Call& call) {
  const auto found = actions::find_duplicates(call.ports(), call.principal(), call.part("docket"));
  if (!found) return problem_response(found.error(), call.request.id);
  return json_response({{"duplicates", json_of(*found, *call.instance)}});
}

/// What is sealed stays out of what is printed: paper keeps no secret.
void leave_sealed_out(actions::TicketFile& file) {
  if (!file.ticket.is_sealed) return;
  file.ticket.outcome.fields.clear();
  for (domain::Message& message : file.messages) {
    message.text.clear();
    message.attachments.clear();
  }
  for (domain::Delivery& delivery : file.deliveries) delivery.text.clear();
  file.files.clear();
  for (domain::Event& event : file.events) {
    event.reason.clear();
    event.reasons.clear();
    std::erase_if(event.details, [](const auto& detail) {
      namespace name = domain::detail_name;
      return detail.first == name::kText || detail.first.starts_with(name::kOutcomeFieldPrefix) || detail.first.starts_with(name::kFactPrefix);
    });
  }
}

Response print(Call& call) {
  auto file = actions::show_ticket(call.ports(), call.principal(), call.part("docket"));
  if (!file) return problem_response(file.error(), call.request.id);
  leave_sealed_out(*file);
  json::array reasons;
  for (const actions::Explanation& reason : actions::explain_file(call.ports(), *file)) reasons.push_back(json_of(reason));
  const std::string url = public_origin(call.request, call.services.settings) + "/track/" + file->ticket.docket;
  const QrPath qr = qr_path(url);
  return json_response({{"ticket", json_of(actions::card_of(call.ports(), call.principal(), *file), call.ports().plugins, *call.instance)},
                        {"entries", timeline_json(call, *file)},
                        {"reasons", std::move(reasons)},
                        {"printed_at", written_instant(call.now())},
                        {"printed_by", call.principal().name},
                        {"track_url", url},
                        {"qr", {{"size", qr.width}, {"path", qr.path}}}});
}

}  // namespace

std::vector<Route> case_file_routes() {
  return {{"GET", "/api/v1/tickets/{docket}/duplicates", Access::session, Face::api, duplicates},
          {"GET", "/api/v1/tickets/{docket}/print", Access::session, Face::api, print}};
}

}  // namespace seva::http
