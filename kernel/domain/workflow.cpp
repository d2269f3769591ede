#include "domain/workflow.hpp"

#include "domain/sla.hpp"

namespace seva::domain {
namespace {

constexpr std::size_t kLongestReason = 4'000;

Event event_of(EventKind kind, const Ticket& ticket, const Actor& actor, Instant now, std::string reason = {}) {
  Event event;
  event.kind = kind;
  event.ticket = ticket.id;
  event.actor = actor;
  event.at = now;
  event.source_at = now;
  event.reason = std::move(reason);
  return event;
}

std::string digits(Instant instant) { return std::to_string(to_micros(instant)); }

/// The clock stood from paused_at until now: the deadlines move by as much.
void restart_clock(Event& event, const Ticket& ticket, Instant now) {
  if (!ticket.paused_at) return;
  const auto stood = now - *ticket.paused_at;
  event.set(detail_name::kResolutionDue, digits(ticket.resolution_due + stood));
  if (!ticket.responded_at) event.set(detail_name::kResponseDue, digits(ticket.response_due + stood));
}

}  // namespace

Result<void> check_reason(const std::string& reason, bool is_needed) {
  if (is_needed && reason.find_first_not_of(" \t\r\n") == std::string::npos)
    return invalid("reason_missing", "This needs a reason.", "reason", "Write in a sentence why.");
  if (reason.size() > kLongestReason) return invalid("reason_too_long", "The reason is longer than 4,000 bytes.", "reason", "Shorten it.");
  return {};
}

Problem sealed_stays() {
  return conflict("sealed_stays", "A sealed complaint stays with the unit that keeps it.", "Choose a unit below the one that keeps it.");
}

bool may_lie_at(const Ticket& ticket, const UnitTree& units, const std::string& unit) {
  if (!ticket.is_sealed) return true;
  const Unit* keeper = units.keeper_of(ticket.unit);
  return keeper != nullptr && units.keeper_of(unit) == keeper;
}

Result<Event> reveal(const Ticket& ticket, const std::string& reason, const Actor& actor, Instant now) {
  if (!ticket.is_sealed) return conflict("not_sealed", "Nothing of this complaint is sealed.");
  if (const auto checked = check_reason(reason, true); !checked) return checked.error();
  return event_of(EventKind::revealed, ticket, actor, now, reason);
}

Result<Event> change_status(const Ticket& ticket, const StatusChange& change, const Actor& actor, Instant now) {
  if (change.to == ticket.status)
    return conflict("status_unchanged", "The ticket already has this status.", "Load the ticket again: somebody may have been faster.");
  const bool is_closing = change.to == Status::closed;
  const bool is_reopening = ticket.status == Status::closed;
  if (is_closing && change.outcome.code.empty())
    return invalid("outcome_missing", "Closing needs an outcome.", "outcome", "Choose one of the department's outcomes and fill its fields.");
  if (!is_closing && !change.outcome.code.empty())
    return invalid("outcome_unexpected", "Only closing takes an outcome.", "outcome", "Leave the outcome out.");
  if (const auto reason = check_reason(change.reason, is_reopening); !reason) return reason.error();

  Event event = event_of(is_reopening ? EventKind::reopened : EventKind::status_changed, ticket, actor, now, change.reason);
  event.set(detail_name::kStatusBefore, name_of(ticket.status));
  event.set(detail_name::kStatus, name_of(change.to));
  restart_clock(event, ticket, now);
  if (is_closing) {
    event.set(detail_name::kOutcome, change.outcome.code);
    for (const auto& [name, value] : change.outcome.fields) event.set(std::string(detail_name::kOutcomeFieldPrefix) + name, value);
  }
  return event;
}

Result<Event> verify(const Ticket& ticket, const std::string& reason, const Actor& actor, Instant now) {
  if (ticket.status != Status::closed) return conflict("not_closed", "Only a closed ticket can be verified.");
  if (ticket.verified_at) return conflict("already_verified", "The closure is verified already.");
  if (const auto checked = check_reason(reason, false); !checked) return checked.error();
  return event_of(EventKind::verified, ticket, actor, now, reason);
}

Result<Event> appeal(const Ticket& ticket, const std::string& reason, const Actor& actor, Instant now) {
  if (ticket.status != Status::closed) return conflict("not_closed", "Only a closed ticket can be appealed against.");
  if (ticket.appealed_at) return conflict("already_appealed", "There is an appeal already.");
  if (const auto checked = check_reason(reason, true); !checked) return checked.error();
  return event_of(EventKind::appealed, ticket, actor, now, reason);
}

Result<Event> forward(const Ticket& ticket, const UnitTree& units, const std::string& to, const std::string& reason, const Actor& actor,
                      Instant now) {
  if (units.find(to) == nullptr) return invalid("unit_unknown", "There is no such unit.", "unit", "Choose a unit from the list.");
  if (to == ticket.unit) return conflict("unit_unchanged", "The unit holds the ticket already.");
  if (!may_lie_at(ticket, units, to)) return sealed_stays();
  if (const auto checked = check_reason(reason, true); !checked) return checked.error();
  const bool is_below = units.is_within(to, ticket.unit);
  Event event = event_of(is_below ? EventKind::forwarded : EventKind::transferred, ticket, actor, now, reason);
  event.set(detail_name::kUnitBefore, ticket.unit);
  event.set(detail_name::kUnit, to);
  event.set(detail_name::kAssignee, "0");
  return event;
}

Result<Event> assign(const Ticket& ticket, UserId assignee, const std::string& assignee_name, const Actor& actor, Instant now) {
  if (assignee == ticket.assignee) return conflict("assignee_unchanged", "The ticket is with this person already.");
  if (ticket.status == Status::closed) return conflict("ticket_closed", "A closed ticket is assigned to nobody.", "Reopen it first.");
  Event event = event_of(EventKind::assigned, ticket, actor, now);
  event.set(detail_name::kAssignee, std::to_string(assignee.value));
  event.set(detail_name::kAssigneeName, assignee_name);
  return event;
}

Result<Event> correct(const Ticket& ticket, const Instance& instance, const Correction& correction, const Actor& actor, Instant now) {
  const std::string category = correction.category.value_or(ticket.category);
  const Priority priority = correction.priority.value_or(ticket.priority);
  if (category == ticket.category && priority == ticket.priority) return conflict("nothing_corrected", "Category and priority are so already.");
  if (instance.category(category) == nullptr)
    return invalid("category_unknown", "There is no such category.", "category", "Choose one from the list.");
  if (const auto checked = check_reason(correction.reason, false); !checked) return checked.error();

  Event event = event_of(EventKind::corrected, ticket, actor, now, correction.reason);
  event.set(detail_name::kCategoryBefore, ticket.category);
  event.set(detail_name::kCategory, category);
  event.set(detail_name::kPriorityBefore, name_of(ticket.priority));
  event.set(detail_name::kPriority, name_of(priority));
  const Deadlines old_deadlines = deadlines_of(instance.service_level, ticket.category, ticket.priority, ticket.opened_at);
  Deadlines deadlines = deadlines_of(instance.service_level, category, priority, ticket.opened_at);
  const auto stood = ticket.resolution_due - old_deadlines.resolution_due;
  event.set(detail_name::kResponseDue, digits(deadlines.response_due));
  event.set(detail_name::kResolutionDue, digits(deadlines.resolution_due + stood));
  event.reasons = std::move(deadlines.reasons);
  return event;
}

Result<Event> merge(const Ticket& ticket, const Ticket& leading, const UnitTree& units, const std::string& reason, const Actor& actor, Instant now) {
  if (ticket.id == leading.id) return invalid("merge_with_itself", "A ticket is not merged into itself.", "into", "Choose another one.");
  if (!ticket.merged_into.empty()) return conflict("already_merged", "The ticket is part of another one already.");
  if (ticket.status == Status::closed) return conflict("ticket_closed", "A closed ticket is not merged.", "Reopen it first.");
  if (!leading.merged_into.empty())
    return conflict("leading_merged", "The other ticket is itself part of one.", "Merge into the one that leads: " + leading.merged_into + ".");
  if (leading.status == Status::closed) return conflict("leading_closed", "The other ticket is closed.", "Reopen that one first.");
  const bool is_alike = ticket.is_sealed == leading.is_sealed && (!ticket.is_sealed || units.keeper_of(ticket.unit) == units.keeper_of(leading.unit));
  if (!is_alike) return sealed_stays();
  if (const auto checked = check_reason(reason, true); !checked) return checked.error();
  Event event = event_of(EventKind::merged_into, ticket, actor, now, reason);
  event.set(detail_name::kDocket, leading.docket);
  event.set(detail_name::kStatusBefore, name_of(ticket.status));
  event.set(detail_name::kStatus, name_of(Status::closed));
  restart_clock(event, ticket, now);
  return event;
}

Event took_in(const Ticket& leading, const Ticket& merged, const Actor& actor, Instant now) {
  Event event = event_of(EventKind::merged, leading, actor, now);
  event.set(detail_name::kDocket, merged.docket);
  if (!merged.is_sealed) event.set(detail_name::kCitizen, std::to_string(merged.citizen.value));
  return event;
}

Result<Event> unmerge(const Ticket& ticket, Status before, const Actor& actor, Instant now) {
  if (ticket.merged_into.empty()) return conflict("not_merged", "The ticket is part of no other one.");
  Event event = event_of(EventKind::unmerged, ticket, actor, now);
  event.set(detail_name::kDocket, ticket.merged_into);
  event.set(detail_name::kStatusBefore, name_of(ticket.status));
  event.set(detail_name::kStatus, name_of(before));
  return event;
}

Event let_go(const Ticket& leading, const Ticket& unmerged, const Actor& actor, Instant now) {
  Event event = event_of(EventKind::unmerged, leading, actor, now);
  event.set(detail_name::kDocket, unmerged.docket);
  return event;
}

void follow(JoinedTickets& joined, const Event& event) {
  const std::string docket(event.detail(detail_name::kDocket));
  if (event.kind == EventKind::merged) joined.insert_or_assign(docket, std::string(event.detail(detail_name::kCitizen)));
  if (event.kind == EventKind::unmerged) joined.erase(docket);
}

Event take_back(const Ticket& ticket, const Ticket& before, const Actor& actor, Instant now) {
  Event event = event_of(EventKind::taken_back, ticket, actor, now);
  const auto restore = [&](std::string_view name, const auto& then, const auto& is_now, const auto& written) {
    if (then != is_now) event.set(name, written(then));
  };
  const auto plain = [](const std::string& text) { return text; };
  const auto named = [](auto value) { return std::string(name_of(value)); };
  const auto maybe = [](const std::optional<Instant>& instant) { return instant ? digits(*instant) : std::string{}; };
  restore(detail_name::kUnit, before.unit, ticket.unit, plain);
  restore(detail_name::kCategory, before.category, ticket.category, plain);
  restore(detail_name::kPriority, before.priority, ticket.priority, named);
  restore(detail_name::kStatus, before.status, ticket.status, named);
  restore(detail_name::kAssignee, before.assignee, ticket.assignee, [](UserId person) { return std::to_string(person.value); });
  restore(detail_name::kResponseDue, before.response_due, ticket.response_due, digits);
  restore(detail_name::kResolutionDue, before.resolution_due, ticket.resolution_due, digits);
  restore(detail_name::kRespondedAt, before.responded_at, ticket.responded_at, maybe);
  restore(detail_name::kPausedAt, before.paused_at, ticket.paused_at, maybe);
  restore(detail_name::kClosedAt, before.closed_at, ticket.closed_at, maybe);
  restore(detail_name::kVerifiedAt, before.verified_at, ticket.verified_at, maybe);
  restore(detail_name::kReopenedCount, before.reopened_count, ticket.reopened_count, [](std::uint32_t count) { return std::to_string(count); });
  event.set(detail_name::kNeedsAttention, before.needs_attention ? "true" : "false");
  if (before.outcome != ticket.outcome) {
    event.set(detail_name::kOutcome, before.outcome.code);
    for (const auto& [name, value] : before.outcome.fields) event.set(std::string(detail_name::kOutcomeFieldPrefix) + name, value);
  }
  return event;
}

Event note(const Ticket& ticket, const std::string& text, const Actor& actor, Instant now) {
  Event event = event_of(EventKind::noted, ticket, actor, now);
  event.set(detail_name::kText, text);
  return event;
}

Event message_arrived(const Ticket& ticket, MessageId message, bool is_from_citizen, Instant sent_at, Instant now) {
  const bool is_answer = is_from_citizen && ticket.status == Status::incomplete;
  Event event = event_of(is_answer ? EventKind::information_received : EventKind::message_appended, ticket, {ActorKind::citizen, {}, {}}, now);
  event.message = message;
  event.source_at = sent_at;
  event.set(detail_name::kAuthor, is_from_citizen ? "citizen" : "other");
  if (is_answer) {
    event.set(detail_name::kStatusBefore, name_of(Status::incomplete));
    event.set(detail_name::kStatus, name_of(Status::in_process));
    restart_clock(event, ticket, now);
  }
  return event;
}

}  // namespace seva::domain
