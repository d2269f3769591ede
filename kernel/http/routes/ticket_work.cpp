#include "actions/work_ticket.hpp"

#include <charconv>

#include "http/json_input.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/ticket_response.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
using actions::TicketReference;
using domain::Result;
using domain::Ticket;

/// The docket of the path and the version of If-Match. W/ is taken too: proxies that compress write it.
Result<TicketReference> reference(const Call& call) {
  TicketReference which{call.part("docket"), std::nullopt};
  std::string_view tag = call.request.header("if-match");
  if (tag.empty() || tag == "*") return which;
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  std::uint32_t version = 0;
  const bool is_quoted = tag.size() > 2 && tag.front() == '"' && tag.back() == '"';
  const char* const end = tag.data() + tag.size() - 1;
  if (!is_quoted || std::from_chars(tag.data() + 1, end, version) != std::from_chars_result{end, std::errc{}})
    return malformed("If-Match is not an ETag of a ticket.", "If-Match", "Send the ETag that the ticket was read with.");
  which.version = version;
  return which;
}

/// What all writes on a ticket share: the reference, the body, the answer. `act` reads its members and does the deed.
template <class Act>
Response work(Call& call, Act act) {
  const auto which = reference(call);
  if (!which) return problem_response(which.error(), call.request.id);
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const Result<Ticket> ticket = act(*which, input);
  if (!ticket) return problem_response(ticket.error(), call.request.id);
  return ticket_response(*ticket, *call.instance);
}

domain::StatusChange status_change(JsonInput& input, const std::string& where) {
  domain::StatusChange change;
  change.to = input.choice("status", domain::status_named, true).value_or(domain::Status::in_process);
  change.reason = input.text("reason");
  if (const json::object* outcome = input.object("outcome")) {
    JsonInput nested(*outcome, where + "outcome.");
    change.outcome.code = nested.text("code", true);
    change.outcome.fields = nested.texts("fields");
    input.add(nested.problem());
  }
  return change;
}

Response reply(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    actions::Reply answer;
    answer.ready = input.text("ready");
    answer.text = input.text("text", answer.ready.empty());
    answer.is_private = input.flag("private", false);
    if (const json::object* then = input.object("then")) {
      JsonInput nested(*then, "then.");
      answer.then = status_change(nested, "then.");
      input.add(nested.problem());
    }
    if (const auto problem = input.problem()) return *problem;
    return actions::reply_to_citizen(call.ports(), call.principal(), which, answer);
  });
}

Response note(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    const std::string text = input.text("text", true);
    if (const auto problem = input.problem()) return *problem;
    return actions::add_note(call.ports(), call.principal(), which, text);
  });
}

Response status(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    const domain::StatusChange change = status_change(input, "");
    if (const auto problem = input.problem()) return *problem;
    return actions::change_status(call.ports(), call.principal(), which, change);
  });
}

Response assign(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    const std::string login = input.text("login", true);
    if (const auto problem = input.problem()) return *problem;
    return actions::assign_ticket(call.ports(), call.principal(), which, login);
  });
}

Response forward(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    const std::string unit = input.text("unit", true);
    const std::string reason = input.text("reason", true);
    if (const auto problem = input.problem()) return *problem;
    return actions::forward_ticket(call.ports(), call.principal(), which, unit, reason);
  });
}

Response correct(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    domain::Correction correction;
    correction.category = input.optional_text("category");
    correction.priority = input.choice("priority", domain::priority_named);
    correction.reason = input.text("reason");
    if (const auto problem = input.problem()) return *problem;
    return actions::correct_ticket(call.ports(), call.principal(), which, correction);
  });
}

Response verify(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    const std::string reason = input.text("reason");
    if (const auto problem = input.problem()) return *problem;
    return actions::verify_closure(call.ports(), call.principal(), which, reason);
  });
}

}  // namespace

std::vector<Route> ticket_work_routes() {
  return {{"PATCH", "/api/v1/tickets/{docket}", Access::session, Face::api, correct},
          {"POST", "/api/v1/tickets/{docket}/replies", Access::session, Face::api, reply},
          {"POST", "/api/v1/tickets/{docket}/notes", Access::session, Face::api, note},
          {"POST", "/api/v1/tickets/{docket}/status", Access::session, Face::api, status},
          {"POST", "/api/v1/tickets/{docket}/assignment", Access::session, Face::api, assign},
          {"POST", "/api/v1/tickets/{docket}/forward", Access::session, Face::api, forward},
          {"POST", "/api/v1/tickets/{docket}/transfer", Access::session, Face::api, forward},
          {"POST", "/api/v1/tickets/{docket}/verification", Access::session, Face::api, verify}};
}

}  // namespace seva::http
