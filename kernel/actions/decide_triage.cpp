#include "actions/decide_triage.hpp"

#include <algorithm>

#include "actions/fetch_files.hpp"
#include "actions/kept_result.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/open_sealed.hpp"
#include "actions/open_ticket.hpp"
#include "actions/outbox.hpp"
#include "actions/triage_steps.hpp"
#include "domain/addressing.hpp"
#include "domain/sla.hpp"
#include "domain/spoken_time.hpp"
#include "domain/workflow.hpp"

namespace seva::actions {
namespace {

namespace name = domain::detail_name;
using domain::Event;
using domain::EventKind;
using domain::Permission;
using domain::Principal;
using domain::Result;
using domain::TriageItem;

using triage::Deciding;
using triage::event_of;

void settle(const Deciding& deciding, TriageItem item, std::string decision, Changes& changes) {
  item.decided_at = deciding.now;
  item.decision = std::move(decision);
  changes.triage_changes.push_back(std::move(item));
}

/// A ticket was opened by a decision that was taken back.
bool is_opened_before(const TriageItem& item) { return item.ticket && item.question != domain::Question::unit; }

/// The outcome of a ticket that was opened by a decision that was taken back, and turned out to be none. The kernel's own.
constexpr std::string_view kNoComplaint = "no_complaint";

bool is_actionable(domain::Relevance relevance) { return relevance == domain::Relevance::grievance || relevance == domain::Relevance::query; }

/// What the decision says about itself: does it hold together?
Result<void> check(const TriageItem& item, const TriageDecision& decision) {
  if (decision.is_dismissed && item.ticket && !is_opened_before(item))
    return domain::conflict("ticket_exists", "This question is about a ticket; a ticket is closed, not dismissed.",
                            "Choose a unit, then close the ticket with an outcome.");
  if (const auto checked = domain::check_reason(decision.reason, decision.is_dismissed); !checked) return checked.error();
  if (decision.is_dismissed && decision.relevance && is_actionable(*decision.relevance))
    return domain::invalid("relevance_actionable", "A complaint or a question is not dismissed.", "relevance",
                           "Say praise or chatter, or open a ticket.");
  if (!decision.is_dismissed && decision.relevance && !is_actionable(*decision.relevance))
    return domain::invalid("relevance_not_actionable", "Praise or chatter opens no ticket.", "relevance", "Dismiss it with a reason.");
  return {};
}

/// The machine's proposal with the person's corrections over it.
domain::Assessment corrected(const TriageItem& item, const TriageDecision& decision) {
  domain::Assessment assessment;
  for (const domain::Assessment& proposed : item.assessments)
    if (decision.department.empty() || proposed.department == decision.department) {
      assessment = proposed;
      break;
    }
  if (!decision.department.empty()) assessment.department = decision.department;
  if (!decision.category.empty()) assessment.category = decision.category;
  if (!decision.unit.empty()) assessment.unit = decision.unit;
  if (decision.priority) assessment.priority = *decision.priority;
  assessment.relevance = decision.relevance.value_or(is_actionable(assessment.relevance) ? assessment.relevance : domain::Relevance::grievance);
  return assessment;
}

/// What the machine thought first, and what the person made of it.
void record(Event& event, const TriageItem& item, const domain::Assessment& decided) {
  const domain::Assessment proposed = item.assessments.empty() ? domain::Assessment{} : item.assessments.front();
  event.set(name::kRelevanceBefore, name_of(proposed.relevance));
  event.set(name::kRelevance, name_of(decided.relevance));
  event.set(name::kCategoryBefore, proposed.category);
  event.set(name::kCategory, decided.category);
  event.set(name::kPriorityBefore, name_of(proposed.priority));
  event.set(name::kPriority, name_of(decided.priority));
  event.set(name::kUnitBefore, proposed.unit);
  event.set(name::kUnit, decided.unit);
}

Result<void> check(const domain::Instance& instance, const domain::Assessment& assessment) {
  if (instance.department(assessment.department) == nullptr)
    return domain::invalid("department_unknown", "There is no such department.", "department", "Say which department takes it.");
  if (instance.units.find(assessment.unit) == nullptr)
    return domain::invalid("unit_unknown", "There is no such unit.", "unit", "Say which unit shall hold it.");
  if (instance.category(assessment.category) == nullptr)
    return domain::invalid("category_unknown", "There is no such category.", "category", "Choose one from the list.");
  return {};
}

domain::Reason person_reason(domain::Aspect aspect, const domain::Actor& actor) {
  domain::Reason reason;
  reason.aspect = aspect;
  reason.code = "decided_by_person";
  reason.arguments = {actor.name};
  return reason;
}

bool is_kept_at(const domain::Instance& instance, const domain::Message& message, const std::string& unit) {
  const domain::PluginSettings* channel = instance.channel(message.channel);
  return channel != nullptr && instance.units.is_within(unit, channel->sealed_for);
}

/// Where neither machine nor person says who shall hold it: the unit that keeps it.
std::string unit_for_sealed(const domain::Instance& instance, const domain::Message& message, const std::string& unit) {
  const domain::PluginSettings* channel = instance.channel(message.channel);
  return unit.empty() && channel != nullptr ? channel->sealed_for : unit;
}

Result<TriageOutcome> promote(const Deciding& deciding, const TriageItem& item, const TriageDecision& decision) {
  auto message = deciding.transaction.tickets().message(item.message);
  if (!message) return domain::not_found();
  open_whole(deciding.transaction, *message);
  domain::Assessment assessment = corrected(item, decision);
  if (assessment.category.empty() && !deciding.instance.categories.empty()) assessment.category = deciding.instance.categories.front().code;
  if (message->is_sealed) assessment.unit = unit_for_sealed(deciding.instance, *message, assessment.unit);
  if (const auto checked = check(deciding.instance, assessment); !checked) return checked.error();
  if (message->is_sealed && !is_kept_at(deciding.instance, *message, assessment.unit)) return domain::sealed_stays();

  Opening opening;
  opening.message = &*message;
  opening.assessment = &assessment;
  opening.unit = assessment.unit;
  opening.addressed = domain::addressing_of(*message, deciding.instance).ours;
  opening.reasons = {person_reason(domain::Aspect::relevance, deciding.actor)};
  if (!decision.unit.empty()) opening.reasons.push_back(person_reason(domain::Aspect::unit, deciding.actor));
  opening.actor = deciding.actor;
  opening.reason = decision.reason;
  Opened opened = open_ticket(deciding.ports, deciding.instance, opening, deciding.now);

  Changes changes;
  changes.message_changes.push_back({message->id, domain::Disposition::opened, opened.ticket.id});
  want_files(changes, *message, deciding.now);
  changes.deliveries = opened.deliveries;
  TriageItem settled = item;
  settled.ticket = opened.ticket.id;
  Event triaged = event_of(deciding, EventKind::triaged, settled, decision.reason);
  record(triaged, item, assessment);
  apply(opened.ticket, triaged);
  settle(deciding, settled, "promoted", changes);
  const domain::EventId id = triaged.id;
  changes.events = {std::move(opened.event), std::move(triaged)};
  changes.tickets.push_back(opened.ticket);
  deciding.transaction.write(changes);
  return TriageOutcome{std::move(opened.ticket), id, deciding.now};
}

/// The receipt was held back when the first decision was undone: the citizen gets it now, with the docket as it always was.
void send_receipt_again(const Deciding& deciding, const TriageItem& item, const domain::Ticket& ticket, Event& triaged, Changes& changes) {
  const auto deliveries = deciding.transaction.deliveries().of_ticket(ticket.id);
  const bool is_owed = !deliveries.empty() && std::all_of(deliveries.begin(), deliveries.end(), [](const domain::Delivery& delivery) {
    return delivery.state == domain::DeliveryState::not_sent && delivery.reason == triage::kHeldBack;
  });
  auto message = deciding.transaction.tickets().message(item.message);
  if (!is_owed || !message) return;
  open_whole(deciding.transaction, *message);
  const std::string text = receipt_text(deciding.instance, ticket);
  const auto kind = message->is_private ? domain::DeliveryKind::private_message : domain::DeliveryKind::reply;
  changes.deliveries.push_back(make_delivery({&ticket, &*message, text, kind, message->is_replayed}, deciding.instance, deciding.ports.plugins,
                                             deciding.ports.identities, deciding.now));
  triaged.set(name::kDelivery, std::to_string(changes.deliveries.back().id.value));
}

/// The ticket's unit, category or priority as the person says; its deadlines follow.
Result<TriageOutcome> settle_ticket(const Deciding& deciding, const TriageItem& item, const TriageDecision& decision) {
  const auto tickets = deciding.transaction.tickets().by_ids({&item.ticket, 1});
  if (tickets.empty()) return domain::not_found();
  const domain::Ticket& before = tickets.front();
  const std::string unit = decision.unit.empty() ? before.unit : decision.unit;
  const std::string category = decision.category.empty() ? before.category : decision.category;
  const domain::Priority priority = decision.priority.value_or(before.priority);
  if (deciding.instance.units.find(unit) == nullptr)
    return domain::invalid("unit_unknown", "There is no such unit.", "unit", "Choose a unit from the list.");
  if (unit != before.unit && !domain::may_lie_at(before, deciding.instance.units, unit)) return domain::sealed_stays();
  if (deciding.instance.category(category) == nullptr && category != before.category)
    return domain::invalid("category_unknown", "There is no such category.", "category", "Choose one from the list.");

  const bool is_other_department = !decision.department.empty() && decision.department != before.department;
  if (is_other_department && !is_opened_before(item))
    return domain::invalid("department_settled", "The ticket belongs to a department already.", "department", "Leave the department out.");
  if (is_other_department && deciding.instance.department(decision.department) == nullptr)
    return domain::invalid("department_unknown", "There is no such department.", "department", "Say which department takes it.");

  Event triaged = event_of(deciding, EventKind::triaged, item, decision.reason);
  if (is_other_department) {
    triaged.set(name::kDepartmentBefore, before.department);
    triaged.set(name::kDepartment, decision.department);
  }
  if (decision.relevance) triaged.set(name::kRelevance, name_of(*decision.relevance));
  triaged.set(name::kUnitBefore, before.unit);
  triaged.set(name::kUnit, unit);
  triaged.reasons.push_back(person_reason(domain::Aspect::unit, deciding.actor));
  if (category != before.category || priority != before.priority) {
    triaged.set(name::kCategoryBefore, before.category);
    triaged.set(name::kCategory, category);
    triaged.set(name::kPriorityBefore, name_of(before.priority));
    triaged.set(name::kPriority, name_of(priority));
    domain::Deadlines deadlines = domain::deadlines_of(deciding.instance.service_level, category, priority, before.opened_at);
    triaged.set(name::kResponseDue, std::to_string(domain::to_micros(deadlines.response_due)));
    triaged.set(name::kResolutionDue, std::to_string(domain::to_micros(deadlines.resolution_due)));
    triaged.reasons.insert(triaged.reasons.end(), deadlines.reasons.begin(), deadlines.reasons.end());
  }
  Changes changes;
  domain::Ticket after = before;
  apply(after, triaged);
  if (is_opened_before(item)) send_receipt_again(deciding, item, after, triaged, changes);
  changes.ticket_changes.push_back({before, after});
  const domain::EventId id = triaged.id;
  changes.events.push_back(std::move(triaged));
  settle(deciding, item, "corrected", changes);
  deciding.transaction.write(changes);
  return TriageOutcome{std::move(after), id, deciding.now};
}

/// The message joins a ticket that is there already.
Result<TriageOutcome> join(const Deciding& deciding, const TriageItem& item, const TriageDecision& decision, const Principal& who) {
  if (item.ticket) return domain::conflict("ticket_exists", "This question is about a ticket already.", "Merge the two tickets instead.");
  const auto found = deciding.transaction.tickets().by_docket(decision.into);
  if (!found || !domain::may(who, Permission::read_ticket, found->unit, deciding.instance.units)) return domain::not_found();
  auto message = deciding.transaction.tickets().message(item.message);
  if (!message) return domain::not_found();
  if (message->is_sealed != found->is_sealed || (found->is_sealed && !may_read_sealed(who, found->unit, deciding.instance)))
    return domain::sealed_stays();
  if (found->status == domain::Status::closed)
    return domain::conflict("ticket_closed", "That ticket is closed.", "Reopen it first, or open a ticket of its own.");
  open_texts(deciding.transaction, std::span(&*message, 1));

  const bool is_from_citizen = message->citizen == found->citizen;
  Event joined = domain::message_arrived(*found, message->id, is_from_citizen, message->sent_at, deciding.now);
  joined.id = deciding.ports.identities.next<domain::EventId>();
  joined.actor = deciding.actor;
  joined.reason = decision.reason;
  joined.set(name::kQuestion, name_of(item.question));
  Changes changes;
  domain::Ticket after = *found;
  apply(after, joined);
  changes.ticket_changes.push_back({*found, after});
  changes.message_changes.push_back({message->id, domain::Disposition::appended, found->id});
  want_files(changes, *message, deciding.now);
  TriageItem settled = item;
  settled.ticket = found->id;
  settle(deciding, std::move(settled), "joined", changes);
  const domain::EventId id = joined.id;
  changes.events.push_back(std::move(joined));
  deciding.transaction.write(changes);
  return TriageOutcome{std::move(after), id, deciding.now};
}

Result<TriageOutcome> dismiss(const Deciding& deciding, const TriageItem& item, const TriageDecision& decision) {
  Changes changes;
  Event dismissed = event_of(deciding, EventKind::dismissed, item, decision.reason);
  if (!item.assessments.empty()) dismissed.set(name::kRelevanceBefore, name_of(item.assessments.front().relevance));
  dismissed.set(name::kRelevance, name_of(decision.relevance.value_or(domain::Relevance::chatter)));
  TriageOutcome outcome{std::nullopt, dismissed.id, deciding.now};
  if (item.ticket) {
    const auto tickets = deciding.transaction.tickets().by_ids({&item.ticket, 1});
    if (tickets.empty()) return domain::not_found();
    dismissed.set(name::kStatusBefore, name_of(tickets.front().status));
    dismissed.set(name::kStatus, name_of(domain::Status::closed));
    dismissed.set(name::kOutcome, kNoComplaint);
    outcome.ticket = tickets.front();
    apply(*outcome.ticket, dismissed);
    changes.ticket_changes.push_back({tickets.front(), *outcome.ticket});
  } else {
    changes.message_changes.push_back({item.message, domain::Disposition::chatter, {}});
  }
  changes.events.push_back(std::move(dismissed));
  settle(deciding, item, "dismissed", changes);
  deciding.transaction.write(changes);
  return outcome;
}

std::vector<domain::Ticket> tickets_before(const Principal& who, const domain::Instance& instance, Transaction& transaction,
                                           domain::CitizenId citizen, domain::TicketId but) {
  constexpr std::size_t kMost = 4;
  TicketQuery query;
  query.scope = domain::scope_of(who, Permission::read_ticket, instance.units);
  query.citizen = citizen;
  query.order = TicketOrder::newest;
  query.limit = kMost + 1;
  std::vector<domain::Ticket> tickets;
  for (TicketRow& row : transaction.tickets().list(query))
    if (row.ticket.id != but && tickets.size() < kMost) tickets.push_back(std::move(row.ticket));
  return tickets;
}

/// nullopt: it is sealed from the person. Nothing is opened here.
std::optional<TriageCase> case_of(const Principal& who, const domain::Instance& instance, Transaction& transaction, TriageItem item) {
  auto message = transaction.tickets().message(item.message);
  if (!message || (message->is_sealed && !may_read_sealed(who, item.unit, instance))) return std::nullopt;
  std::optional<domain::Ticket> ticket;
  if (item.ticket)
    for (domain::Ticket& found : transaction.tickets().by_ids({&item.ticket, 1})) ticket = std::move(found);
  std::vector<domain::Ticket> before;
  if (!message->is_sealed && message->citizen) before = tickets_before(who, instance, transaction, message->citizen, item.ticket);
  return TriageCase{std::move(item), std::move(*message), std::move(ticket), std::move(before)};
}

/// Opens what is sealed, with the look written down in the same transaction.
void open_case(Ports& ports, const Principal& who, TriageCase& found) {
  ports.store.write([&](Transaction& transaction) {
    Changes looks;
    looks.sealed_reads.push_back(look_of(ports, who, domain::SealedLook::text, found.item.ticket, found.message.id));
    transaction.write(looks);
    open_texts(transaction, std::span(&found.message, 1));
    open(transaction, found.item);
  });
}

bool is_sealed_from(const Principal& who, const TriageItem& item, Transaction& transaction, const domain::Instance& instance) {
  if (may_read_sealed(who, item.unit, instance)) return false;
  const auto message = transaction.tickets().message(item.message);
  return message && message->is_sealed;
}

}  // namespace

TriageFigures triage_figures(Ports& ports, const Principal& who) {
  const auto instance = ports.settings.current();
  const domain::Scope scope = domain::scope_of(who, Permission::triage, instance->units);
  const domain::Instant today = domain::start_of_day(ports.clock.now(), instance->time_zone);
  TriageFigures figures;
  ports.store.read([&](Transaction& transaction) {
    const TriageCounts counts = transaction.triage().counts(scope, today);
    figures = {counts.waiting, counts.decided, std::nullopt};
    for (const TriageItem& first : transaction.triage().open_items(scope, std::nullopt, 1)) figures.oldest_at = first.opened_at;
  });
  return figures;
}

std::vector<TriageCase> list_triage(Ports& ports, const Principal& who, std::optional<TicketQuery::After> after, std::size_t limit) {
  const auto instance = ports.settings.current();
  const domain::Scope scope = domain::scope_of(who, Permission::triage, instance->units);
  std::vector<TriageCase> cases;
  ports.store.read([&](Transaction& transaction) {
    cases.clear();
    auto last = after;
    for (bool has_more = true; has_more && cases.size() < limit;) {
      std::vector<TriageItem> items = transaction.triage().open_items(scope, last, limit - cases.size());
      has_more = items.size() == limit - cases.size() && !items.empty();
      if (has_more) last = TicketQuery::After{domain::to_micros(items.back().due_at), domain::TicketId{items.back().id.value}};
      for (TriageItem& item : items)
        if (auto found = case_of(who, *instance, transaction, std::move(item))) cases.push_back(std::move(*found));
    }
  });
  return cases;
}

Result<TriageCase> show_triage(Ports& ports, const Principal& who, domain::TriageId id) {
  const auto instance = ports.settings.current();
  std::optional<TriageCase> found;
  ports.store.read([&](Transaction& transaction) {
    found.reset();
    auto item = transaction.triage().find(id);
    if (item && domain::may(who, Permission::triage, item->unit, instance->units)) found = case_of(who, *instance, transaction, std::move(*item));
  });
  if (!found) return domain::not_found();
  if (found->message.is_sealed) open_case(ports, who, *found);
  return std::move(*found);
}

Result<TriageOutcome> decide_triage(Ports& ports, const Principal& who, domain::TriageId id, const TriageDecision& decision) {
  const auto instance = ports.settings.current();
  return result_of_writing(ports.store, [&](Transaction& transaction) -> Result<TriageOutcome> {
    auto item = transaction.triage().find(id);
    if (!item || !domain::may(who, Permission::triage, item->unit, instance->units)) return domain::not_found();
    if (is_sealed_from(who, *item, transaction, *instance)) return domain::not_found();
    if (item->decided_at) return domain::conflict("decided_already", "Somebody decided this before.", "Go on to the next one.");
    if (const auto checked = check(*item, decision); !checked) return checked.error();
    open(transaction, *item);
    const Deciding deciding{ports, *instance, transaction, {domain::ActorKind::user, std::to_string(who.user.value), who.name}, ports.clock.now()};
    if (!decision.into.empty()) return join(deciding, *item, decision, who);
    if (decision.is_dismissed) return dismiss(deciding, *item, decision);
    return item->ticket ? settle_ticket(deciding, *item, decision) : promote(deciding, *item, decision);
  });
}

}  // namespace seva::actions
