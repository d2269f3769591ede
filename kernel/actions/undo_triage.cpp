#include <algorithm>

#include "actions/decide_triage.hpp"
#include "actions/kept_result.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/triage_steps.hpp"
#include "domain/sla.hpp"

namespace seva::actions {
namespace triage {

domain::Event event_of(const Deciding& deciding, domain::EventKind kind, const domain::TriageItem& item, const std::string& reason) {
  domain::Event event;
  event.id = deciding.ports.identities.next<domain::EventId>();
  event.kind = kind;
  event.ticket = item.ticket;
  event.message = item.message;
  event.actor = deciding.actor;
  event.at = event.source_at = deciding.now;
  event.reason = reason;
  event.set(domain::detail_name::kQuestion, name_of(item.question));
  return event;
}

}  // namespace triage

namespace {

namespace name = domain::detail_name;
using domain::Event;
using domain::EventKind;
using domain::Result;
using domain::TriageItem;

domain::Problem undo_gone() {
  return domain::conflict("undo_gone", "This decision can no longer be taken back.", "Work on what came of it instead.");
}

/// What channels and the kernel note on their own is nobody's work.
bool is_work(const Event& event) { return event.kind != EventKind::delivery_changed && event.kind != EventKind::call_back_changed; }

/// The decision, if it may still be taken back.
Result<Event> decision_of(const triage::Deciding& deciding, const TriageItem& item, domain::EventId id) {
  TicketRecords& tickets = deciding.transaction.tickets();
  const auto events = item.ticket ? tickets.events(item.ticket) : tickets.events_of_message(item.message);
  const auto decision = std::find_if(events.begin(), events.end(), [&](const Event& event) { return event.id == id; });
  if (decision == events.end() || decision->message != item.message || decision->actor.kind != domain::ActorKind::user) return undo_gone();
  const bool is_decision =
      decision->detail(name::kQuestion) == name_of(item.question) && decision->kind != EventKind::triage_undone && item.decided_at == decision->at;
  if (!is_decision || decision->actor.id != deciding.actor.id || deciding.now - decision->at > kTriageUndoTime) return undo_gone();
  if (std::any_of(std::next(decision), events.end(), is_work))
    return domain::conflict("worked_on", "Somebody has worked on what came of it.", "Work on the ticket itself.");
  return *decision;
}

/// What has not left is held back; what has left cannot be called back.
void hold_back(const triage::Deciding& deciding, domain::TicketId ticket, Changes& changes) {
  for (domain::Delivery& delivery : deciding.transaction.deliveries().of_ticket(ticket)) {
    if (delivery.state != domain::DeliveryState::queued || delivery.attempts > 0) continue;
    delivery.state = domain::DeliveryState::not_sent;
    delivery.reason = triage::kHeldBack;
    changes.delivery_changes.push_back(std::move(delivery));
  }
}

/// Says on the ticket what it is again.
void restore(const triage::Deciding& deciding, const TriageItem& item, const Event& decision, const domain::Ticket& before, Event& undone) {
  if (item.decision == "dismissed") {
    undone.set(name::kStatusBefore, name_of(before.status));
    undone.set(name::kStatus, decision.detail(name::kStatusBefore));
  }
  if (item.decision == "joined") return;
  const std::string_view unit = item.decision == "promoted" ? std::string_view(item.unit) : decision.detail(name::kUnitBefore);
  if (!unit.empty() && unit != before.unit) {
    undone.set(name::kUnitBefore, before.unit);
    undone.set(name::kUnit, unit);
  }
  if (const auto department = decision.detail(name::kDepartmentBefore); !department.empty()) undone.set(name::kDepartment, department);
  const auto priority = domain::priority_named(decision.detail(name::kPriorityBefore));
  if (item.decision != "corrected" || !priority) return;
  const std::string_view category = decision.detail(name::kCategoryBefore);
  const domain::Deadlines deadlines = domain::deadlines_of(deciding.instance.service_level, category, *priority, before.opened_at);
  undone.set(name::kCategory, category);
  undone.set(name::kPriority, name_of(*priority));
  undone.set(name::kResponseDue, std::to_string(domain::to_micros(deadlines.response_due)));
  undone.set(name::kResolutionDue, std::to_string(domain::to_micros(deadlines.resolution_due)));
}

Result<void> undo(const triage::Deciding& deciding, TriageItem item, domain::EventId id) {
  const auto decision = decision_of(deciding, item, id);
  if (!decision) return decision.error();
  Changes changes;
  Event undone = triage::event_of(deciding, EventKind::triage_undone, item, {});
  undone.set(name::kDecision, item.decision);
  if (item.ticket) {
    const auto tickets = deciding.transaction.tickets().by_ids({&item.ticket, 1});
    if (tickets.empty()) return undo_gone();
    restore(deciding, item, *decision, tickets.front(), undone);
    domain::Ticket after = tickets.front();
    apply(after, undone);
    changes.ticket_changes.push_back({tickets.front(), std::move(after)});
  }
  if (item.decision == "promoted") hold_back(deciding, item.ticket, changes);
  const bool is_message_alone = item.decision == "joined" || !item.ticket;
  if (is_message_alone) changes.message_changes.push_back({item.message, domain::Disposition::triage, {}});
  if (item.decision == "joined") item.ticket = {};
  item.decided_at.reset();
  item.decision.clear();
  changes.triage_changes.push_back(std::move(item));
  changes.events.push_back(std::move(undone));
  deciding.transaction.write(changes);
  return {};
}

}  // namespace

Result<TriageCase> undo_triage(Ports& ports, const domain::Principal& who, domain::TriageId id, domain::EventId decision) {
  const auto instance = ports.settings.current();
  const auto undone = result_of_writing(ports.store, [&](Transaction& transaction) -> Result<void> {
    auto item = transaction.triage().find(id);
    if (!item || !domain::may(who, domain::Permission::triage, item->unit, instance->units)) return domain::not_found();
    const auto message = transaction.tickets().message(item->message);
    if (!message || (message->is_sealed && !may_read_sealed(who, item->unit, *instance))) return domain::not_found();
    if (!item->decided_at) return undo_gone();
    const domain::Actor actor{domain::ActorKind::user, std::to_string(who.user.value), who.name};
    return undo({ports, *instance, transaction, actor, ports.clock.now()}, std::move(*item), decision);
  });
  if (!undone) return undone.error();
  return show_triage(ports, who, id);
}

}  // namespace seva::actions
