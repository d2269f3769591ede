#include <charconv>

#include "actions/look_at_sealed.hpp"
#include "actions/read_tickets.hpp"
#include "actions/work_ticket.hpp"
#include "http/pages/ticket_view.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

using actions::TicketReference;
using domain::Result;
using domain::Status;
using domain::Ticket;

std::string typed(const Call& call, std::string_view field) {
  std::string value(value_of(call.form, field));
  std::erase(value, '\r');
  return value;
}

TicketReference reference(const Call& call) {
  TicketReference which{call.part("docket"), std::nullopt};
  const std::string digits = typed(call, "version");
  std::uint32_t version = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), version).ptr == digits.data() + digits.size() && !digits.empty())
    which.version = version;
  return which;
}

/// After the deed back to the ticket's page; where it was refused, the form again with what was typed.
Response answered(Call& call, const std::string& form, const Result<Ticket>& ticket, std::string_view done_code) {
  if (!ticket) {
    if (ticket.error().kind == domain::ProblemKind::not_found) return error_page(call, ticket.error());
    return ticket_page(call, RefusedForm{form, call.form, ticket.error()});
  }
  // Whoever forwarded it out of their sight goes on with the list.
  const bool can_see = domain::may(call.principal(), domain::Permission::read_ticket, ticket->unit, call.instance->units);
  return done(call, can_see ? "/tickets/" + ticket->docket : "/desk", done_code);
}

Response show(Call& call) { return ticket_page(call, std::nullopt); }

Response reply(Call& call) {
  actions::Reply answer{typed(call, "text"), typed(call, "private") == "yes", std::nullopt, typed(call, "ready")};
  if (const auto then = domain::status_named(typed(call, "then")); then && *then != Status::closed) answer.then = domain::StatusChange{*then, {}, {}};
  return answered(call, "reply", actions::reply_to_citizen(call.ports(), call.principal(), reference(call), answer), "replied");
}

/// Asks the citizen by the channel where it carries an answer; where it carries none, the clock stops and the question stays as the reason.
Response ask(Call& call) {
  const std::string text = typed(call, "text");
  const auto file = actions::show_ticket(call.ports(), call.principal(), call.part("docket"));
  if (!file) return error_page(call, file.error());
  const auto channel = call.ports().plugins.plugin(file->ticket.channel);
  const bool is_private = file->ticket.is_confidential || !(channel && channel->can_reply);
  const bool can_ask = channel && (is_private ? channel->can_send_private : channel->can_reply);
  if (!can_ask)
    return answered(call, "ask", actions::change_status(call.ports(), call.principal(), reference(call), {Status::incomplete, {}, text}), "asked");
  const actions::Reply question{text, is_private, domain::StatusChange{Status::incomplete, {}, {}}, typed(call, "ready")};
  return answered(call, "ask", actions::reply_to_citizen(call.ports(), call.principal(), reference(call), question), "asked");
}

Response note(Call& call) {
  return answered(call, "note", actions::add_note(call.ports(), call.principal(), reference(call), typed(call, "text")), "noted");
}

Response process(Call& call) {
  const std::string form = typed(call, "form") == "reopen" ? "reopen" : "process";
  const domain::StatusChange change{Status::in_process, {}, typed(call, "reason")};
  return answered(call, form, actions::change_status(call.ports(), call.principal(), reference(call), change),
                  form == "reopen" ? "reopened" : "processed");
}

Response close(Call& call) {
  constexpr std::string_view kField = "field.";
  domain::StatusChange change{Status::closed, {typed(call, "outcome"), {}}, typed(call, "reason")};
  for (const auto& [field, value] : call.form)
    if (field.starts_with(kField) && !value.empty()) change.outcome.fields[field.substr(kField.size())] = value;
  return answered(call, "close." + change.outcome.code, actions::change_status(call.ports(), call.principal(), reference(call), change), "closed");
}

Response forward(Call& call) {
  return answered(call, "forward",
                  actions::forward_ticket(call.ports(), call.principal(), reference(call), typed(call, "unit"), typed(call, "reason")), "forwarded");
}

Response assign(Call& call) {
  return answered(call, "assign", actions::assign_ticket(call.ports(), call.principal(), reference(call), typed(call, "login")), "assigned");
}

Response correct(Call& call) {
  domain::Correction correction{typed(call, "category"), domain::priority_named(typed(call, "priority")), typed(call, "reason")};
  return answered(call, "correct", actions::correct_ticket(call.ports(), call.principal(), reference(call), correction), "corrected");
}

Response verify(Call& call) {
  return answered(call, "verify", actions::verify_closure(call.ports(), call.principal(), reference(call), typed(call, "reason")), "verified");
}

/// The one page that shows who it is, this once: it is neither kept nor led to again.
Response reveal(Call& call) {
  const auto identity = actions::reveal_identity(call.ports(), call.principal(), call.part("docket"), typed(call, "reason"));
  if (!identity && identity.error().kind == domain::ProblemKind::not_found) return error_page(call, identity.error());
  if (!identity) return ticket_page(call, RefusedForm{"reveal", call.form, identity.error()});
  return ticket_page(call, std::nullopt, *identity);
}

}  // namespace

std::vector<Route> ticket_pages() {
  return {{"GET", "/tickets/{docket}", Access::session, Face::page, show},
          {"POST", "/tickets/{docket}/reply", Access::session, Face::page, reply},
          {"POST", "/tickets/{docket}/ask", Access::session, Face::page, ask},
          {"POST", "/tickets/{docket}/note", Access::session, Face::page, note},
          {"POST", "/tickets/{docket}/process", Access::session, Face::page, process},
          {"POST", "/tickets/{docket}/close", Access::session, Face::page, close},
          {"POST", "/tickets/{docket}/forward", Access::session, Face::page, forward},
          {"POST", "/tickets/{docket}/assign", Access::session, Face::page, assign},
          {"POST", "/tickets/{docket}/correct", Access::session, Face::page, correct},
          {"POST", "/tickets/{docket}/verify", Access::session, Face::page, verify},
          {"POST", "/tickets/{docket}/reveal", Access::session, Face::page, reveal}};
}

}  // namespace seva::http
