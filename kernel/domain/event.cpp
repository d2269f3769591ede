#include "domain/event.hpp"

#include <charconv>

namespace seva::domain {
namespace {

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// Takes over every detail that names a part of the ticket's state.
void take_details(Ticket& ticket, const Event& event) {
  const auto take = [&](std::string_view name, std::string& field) {
    if (const auto found = event.details.find(name); found != event.details.end()) field = found->second;
  };
  take(detail_name::kDepartment, ticket.department);
  take(detail_name::kUnit, ticket.unit);
  take(detail_name::kCategory, ticket.category);
  if (const auto priority = priority_named(event.detail(detail_name::kPriority))) ticket.priority = *priority;
  if (const auto due = event.detail(detail_name::kResponseDue); !due.empty()) ticket.response_due = from_micros(number(due));
  if (const auto due = event.detail(detail_name::kResolutionDue); !due.empty()) ticket.resolution_due = from_micros(number(due));
  if (const auto assignee = event.detail(detail_name::kAssignee); !assignee.empty()) ticket.assignee = UserId{number(assignee)};
}

void take_birth(Ticket& ticket, const Event& event) {
  ticket.id = event.ticket;
  ticket.docket = event.detail(detail_name::kDocket);
  ticket.citizen = CitizenId{number(event.detail(detail_name::kCitizen))};
  ticket.channel = event.detail(detail_name::kChannel);
  ticket.account = event.detail(detail_name::kAccount);
  ticket.language = event.detail(detail_name::kLanguage);
  ticket.summary = event.detail(detail_name::kSummary);
  ticket.is_sealed = event.detail(detail_name::kConfidential) == detail_name::kSealed;
  ticket.is_confidential = ticket.is_sealed || event.detail(detail_name::kConfidential) == detail_name::kYes;
  ticket.status = Status::open;
  ticket.opened_at = event.at;
}

void take_outcome(Ticket& ticket, const Event& event) {
  ticket.outcome = {std::string(event.detail(detail_name::kOutcome)), {}};
  for (const auto& [name, value] : event.details)
    if (name.starts_with(detail_name::kOutcomeFieldPrefix)) ticket.outcome.fields[name.substr(detail_name::kOutcomeFieldPrefix.size())] = value;
}

void take_instant(const Event& event, std::string_view name, std::optional<Instant>& field) {
  const auto found = event.details.find(name);
  if (found == event.details.end()) return;
  field = found->second.empty() ? std::nullopt : std::optional(from_micros(number(found->second)));
}

/// The details of taken_back hold what differed before; an instant that was not there is empty.
void take_earlier_state(Ticket& ticket, const Event& event) {
  if (const auto status = status_named(event.detail(detail_name::kStatus))) ticket.status = *status;
  take_instant(event, detail_name::kPausedAt, ticket.paused_at);
  take_instant(event, detail_name::kRespondedAt, ticket.responded_at);
  take_instant(event, detail_name::kClosedAt, ticket.closed_at);
  take_instant(event, detail_name::kVerifiedAt, ticket.verified_at);
  if (event.details.contains(detail_name::kOutcome)) take_outcome(ticket, event);
  if (const auto count = event.detail(detail_name::kReopenedCount); !count.empty()) ticket.reopened_count = static_cast<std::uint32_t>(number(count));
  if (const auto needs = event.detail(detail_name::kNeedsAttention); !needs.empty()) ticket.needs_attention = needs == detail_name::kYes;
}

void take_status(Ticket& ticket, const Event& event) {
  const auto status = status_named(event.detail(detail_name::kStatus));
  if (!status) return;
  ticket.status = *status;
  ticket.paused_at = *status == Status::incomplete ? std::optional(event.at) : std::nullopt;
  if (*status == Status::closed) {
    ticket.closed_at = event.at;
    take_outcome(ticket, event);
  } else if (ticket.closed_at) {
    ticket.closed_at.reset();
    ticket.verified_at.reset();
    ticket.outcome = {};
  }
}

bool is_of_office(const Event& event) {
  return event.actor.kind == ActorKind::user && event.kind != EventKind::noted && event.kind != EventKind::revealed &&
         event.kind != EventKind::triage_undone;
}

}  // namespace

std::string_view Event::detail(std::string_view name) const {
  const auto found = details.find(name);
  return found == details.end() ? std::string_view{} : std::string_view{found->second};
}

void apply(Ticket& ticket, const Event& event) {
  if (event.kind == EventKind::opened) take_birth(ticket, event);
  if (event.ticket != ticket.id) return;
  take_details(ticket, event);
  if (event.kind != EventKind::taken_back) take_status(ticket, event);
  if (is_of_office(event)) ticket.needs_attention = false;
  if (event.detail(detail_name::kIsResponse) == "true" && !ticket.responded_at) ticket.responded_at = event.at;
  switch (event.kind) {
    case EventKind::message_appended:
    case EventKind::information_received:
    case EventKind::reopening_asked: ticket.needs_attention = true; break;
    case EventKind::rated:
      if (event.detail(detail_name::kFixed) == detail_name::kNo) ticket.needs_attention = true;
      break;
    case EventKind::reopened: ++ticket.reopened_count; break;
    case EventKind::verified: ticket.verified_at = event.at; break;
    case EventKind::appealed:
      ticket.appealed_at = event.at;
      ticket.needs_attention = true;
      break;
    case EventKind::merged_into: ticket.merged_into = event.detail(detail_name::kDocket); break;
    case EventKind::unmerged: ticket.merged_into.clear(); break;
    case EventKind::taken_back: take_earlier_state(ticket, event); break;
    default: break;
  }
  ++ticket.version;
}

}  // namespace seva::domain
