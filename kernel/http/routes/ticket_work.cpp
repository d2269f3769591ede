#include "actions/work_ticket.hpp"

#include <charconv>

#include "actions/merge_tickets.hpp"
#include "http/json_input.hpp"
#include "http/problems.hpp"
#include "http/routes/file_id.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/status_input.hpp"
#include "http/routes/ticket_response.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
using actions::TicketReference;
constexpr std::size_t kMostFiles = 10;  ///< of a note or an answer
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

/// Whether a way to the citizen is private.
std::optional<bool> way_named(std::string_view name) {
  if (name == "public") return false;
  if (name == "private") return true;
  return std::nullopt;
}

/// What all writes on a ticket share: the reference, the body, the answer. `act` reads its members and does the deed.
template <class Act>
Response work(Call& call, Act act, bool needs_body = true) {
  const auto which = reference(call);
  if (!which) return problem_response(which.error(), call.request.id);
  const auto body = call.request.body.empty() && !needs_body ? Result<json::object>(json::object{}) : parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const Result<Ticket> ticket = act(*which, input);
  if (!ticket) return problem_response(ticket.error(), call.request.id);
  return ticket_response(call, *ticket);
}

Response reply(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    actions::Reply answer;
    answer.ready = input.text("ready");
    answer.resends = input.text("resends");
    answer.text = input.text("text", answer.ready.empty() && answer.resends.empty());
    answer.ready_reply = input.text("ready_reply");
    answer.files = file_ids(input.names("attachments", kMostFiles));
    answer.to_all_joined = input.flag("to_all_joined", false);
    const bool is_private = input.flag("private", false);
    const auto way = input.choice("way", way_named);
    answer.is_private = way.value_or(is_private);
    if (const json::object* then = input.object("then")) answer.then = read_status_change(*then, "then.", input);
    if (const auto problem = input.problem()) return *problem;
    return actions::reply_to_citizen(call.ports(), call.principal(), which, answer);
  });
}

Response retry(Call& call) {
  return work(
      call,
      [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
        if (const auto problem = input.problem()) return *problem;
        const std::string& digits = call.part("id");
        std::int64_t id = 0;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), id).ptr != digits.data() + digits.size()) return domain::not_found();
        return actions::retry_delivery(call.ports(), call.principal(), which, domain::DeliveryId{id});
      },
      false);
}

Response merge(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    const std::string into = input.text("into", true);
    const std::string reason = input.text("reason", true);
    if (const auto problem = input.problem()) return *problem;
    return actions::merge_ticket(call.ports(), call.principal(), which, into, reason);
  });
}

Response unmerge(Call& call) {
  return work(
      call,
      [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
        if (const auto problem = input.problem()) return *problem;
        return actions::unmerge_ticket(call.ports(), call.principal(), which);
      },
      false);
}

Response note(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    const std::string text = input.text("text", true);
    const auto ids = file_ids(input.names("attachments", kMostFiles));
    if (const auto problem = input.problem()) return *problem;
    return actions::add_note(call.ports(), call.principal(), which, text, ids);
  });
}

Response status(Call& call) {
  return work(call, [&](const TicketReference& which, JsonInput& input) -> Result<Ticket> {
    const domain::StatusChange change = read_status_change(input);
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
          {"POST", "/api/v1/tickets/{docket}/merge", Access::session, Face::api, merge},
          {"DELETE", "/api/v1/tickets/{docket}/merge", Access::session, Face::api, unmerge},
          {"POST", "/api/v1/tickets/{docket}/deliveries/{id}/retry", Access::session, Face::api, retry},
          {"POST", "/api/v1/tickets/{docket}/verification", Access::session, Face::api, verify}};
}

}  // namespace seva::http
