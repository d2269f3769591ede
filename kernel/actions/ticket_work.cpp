#include "actions/ticket_work.hpp"

#include "actions/archived.hpp"
#include "actions/kept_result.hpp"
#include "actions/look_at_sealed.hpp"
#include "domain/docket.hpp"
#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

using domain::Event;
using domain::Permission;
using domain::Principal;
using domain::Problem;
using domain::Result;
using domain::Ticket;

constexpr std::size_t kLongestWork = 20'000;

Problem stale() {
  return {domain::ProblemKind::stale, "stale", "The ticket was changed since you loaded it.", {}, "Load it again, look at what is new, and repeat."};
}

/// Whoever forwards or closes a ticket has answered the question which unit it is for.
void settle_question(Transaction& transaction, const Ticket& before, const Ticket& after, domain::Instant now, Changes& changes) {
  if (before.unit == after.unit && after.status != domain::Status::closed) return;
  auto question = transaction.triage().open_of_ticket(after.id);
  if (!question) return;
  question->decided_at = now;
  question->decision = "worked";
  changes.triage_changes.push_back(std::move(*question));
}

}  // namespace

Result<void> check_permission(const Principal& who, const Ticket& ticket, Permission permission, const domain::Instance& instance) {
  if (!domain::may(who, permission, ticket.unit, instance.units))
    return domain::forbidden("not_your_role", "Your role does not do this at the unit that holds the ticket.");
  if (ticket.is_sealed && !may_read_sealed(who, ticket.unit, instance)) return sealed_from_you();
  return {};
}

void happen(Ports& ports, Ticket& ticket, Event event, Changes& changes) {
  if (!event.id) event.id = ports.identities.next<domain::EventId>();
  apply(ticket, event);
  changes.events.push_back(std::move(event));
}

Result<Ticket> work(Ports& ports, const Principal& who, const TicketReference& which, Permission permission, const Rule& rule) {
  const auto instance = ports.settings.current();
  return result_of_writing(ports.store, [&](Transaction& transaction) -> Result<Ticket> {
    const auto ticket = readable_ticket(transaction, who, *instance, which.docket);
    if (!ticket) return ticket.error();
    if (const auto permitted = check_permission(who, *ticket, permission, *instance); !permitted) return permitted.error();
    if (which.version && *which.version != ticket->version) return stale();
    Changes changes;
    Work at_hand{transaction, *instance, *ticket, {domain::ActorKind::user, std::to_string(who.user.value), who.name}, ports.clock.now(), changes};
    auto events = rule(at_hand);
    if (!events) return events.error();
    Ticket after = *ticket;
    for (Event& event : *events) happen(ports, after, std::move(event), changes);
    settle_question(transaction, *ticket, after, at_hand.now, changes);
    changes.ticket_changes.push_back({*ticket, after});
    transaction.write(changes);
    return after;
  });
}

Result<std::string> checked_text(const std::string& text) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return domain::invalid("text_missing", "There is no text.", "text", "Write what is to be said.");
  if (text.size() > kLongestWork || !domain::is_utf8(text))
    return domain::invalid("text_invalid", "The text is too long or not UTF-8.", "text", "Shorten it.");
  return domain::to_nfc(text);
}

/// The rule of the workflow, then the department's: is the outcome what it wants?
Result<Event> checked_status(Ports& ports, const Work& at_hand, const Ticket& ticket, const domain::StatusChange& change) {
  auto event = domain::change_status(ticket, change, at_hand.actor, at_hand.now);
  if (!event || change.to != domain::Status::closed) return event;
  const domain::PluginSettings* department = at_hand.instance.department(ticket.department);
  if (ticket.is_sealed && (department == nullptr || !department->reads_sealed)) return event;
  const auto problems = ports.departments.check_outcome(ticket, change.outcome);
  if (!problems) return problems.error();
  if (problems->empty()) return event;
  const OutcomeProblem& problem = problems->front();
  const auto text = ports.plugins.text(ticket.department, problem.code);
  return domain::invalid(problem.code, text ? text->en : "The department does not accept this outcome.", "outcome." + problem.field,
                         "Fill the outcome's form as the department wants it.");
}

}  // namespace seva::actions
