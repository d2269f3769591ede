#include "actions/check_message.hpp"
#include "actions/choose_department.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/open_sealed.hpp"
#include "actions/open_ticket.hpp"
#include "actions/take_call.hpp"
#include "domain/workflow.hpp"

namespace seva::actions {
namespace {

using domain::Aspect;
using domain::Assessment;
using domain::CallSession;
using domain::Message;
using domain::Permission;
using domain::Principal;
using domain::Result;
using domain::Ticket;

constexpr std::string_view kSourcePrefix = "call:";

domain::Reason person_reason(Aspect aspect, const Principal& who) {
  domain::Reason reason;
  reason.aspect = aspect;
  reason.code = "decided_by_person";
  reason.arguments = {who.name};
  return reason;
}

/// Whom the message is from: the number, or the call where the number is withheld.
std::string author_id(const CallSession& call) {
  return call.facts.number.value.empty() ? std::string(kSourcePrefix) + call.call_id : call.facts.number.value;
}

Message message_of(const CallSession& call, const CallForm& form, bool is_sealed, domain::Instant now) {
  Message message;
  message.channel = call.channel;
  message.source_id = std::string(kSourcePrefix) + call.call_id;
  message.thread = message.source_id;
  message.author.id = author_id(call);
  message.author.name = form.name.empty() ? call.facts.name.value : form.name;
  if (!call.facts.to.value.empty()) message.addressed_to = {call.facts.to.value};
  message.text = form.text;
  message.language = form.language;
  message.sent_at = std::min(call.started_at, now);
  message.received_at = now;
  message.is_repliable = false;
  message.is_private = true;
  message.is_replayed = call.is_replay;
  message.is_sealed = is_sealed;
  if (call.facts.location.sequence > 0) message.location = call.facts.location.value;
  if (!form.place.empty()) {
    if (!message.location) message.location.emplace();
    message.location->place = form.place;
  }
  return message;
}

/// The departments' proposal with the call taker's choices over it.
Assessment chosen(const domain::Instance& instance, const Choice& choice, const domain::Addressing& addressing, const CallForm& form) {
  Assessment assessment;
  if (choice.assessment != nullptr) assessment = *choice.assessment;
  for (const domain::Account* account : addressing.ours)
    if (assessment.department.empty()) assessment.department = account->department;
  if (assessment.department.empty() && !instance.departments.empty()) assessment.department = instance.departments.front().id;
  if (!instance.intake.actionable.contains(assessment.relevance)) assessment.relevance = domain::Relevance::grievance;
  if (!form.category.empty()) assessment.category = form.category;
  if (assessment.category.empty() && !instance.categories.empty()) assessment.category = instance.categories.front().code;
  if (form.priority) assessment.priority = *form.priority;
  if (!form.unit.empty()) assessment.unit = form.unit;
  return assessment;
}

std::vector<domain::Reason> persons_reasons(const CallForm& form, const Principal& who) {
  std::vector<domain::Reason> reasons{person_reason(Aspect::relevance, who)};
  if (!form.category.empty()) reasons.push_back(person_reason(Aspect::category, who));
  if (form.priority) reasons.push_back(person_reason(Aspect::priority, who));
  if (!form.unit.empty()) reasons.push_back(person_reason(Aspect::unit, who));
  return reasons;
}

Result<void> check_form(const domain::Instance& instance, const CallForm& form) {
  if (!form.category.empty() && instance.category(form.category) == nullptr)
    return domain::invalid("category_unknown", "There is no such category.", "category", "Choose one from the list.");
  if (!form.unit.empty() && instance.units.find(form.unit) == nullptr)
    return domain::invalid("unit_unknown", "There is no such unit.", "unit", "Say which unit shall hold it.");
  return {};
}

/// What the transaction works with; made before it, since asking the departments takes its time.
struct Taking {
  const domain::Instance& instance;
  const Principal& who;
  const CallForm& form;
  const Message& message;  ///< checked
  const Opinions& opinions;
  domain::Instant now;
};

void open_unit_question(Ports& ports, const Taking& taking, const Choice& choice, const Message& message, Changes& changes) {
  domain::TriageItem item;
  item.id = ports.identities.next<domain::TriageId>();
  item.message = message.id;
  item.ticket = message.ticket;
  item.question = domain::Question::unit;
  item.unit = taking.instance.triage_unit;
  item.opened_at = taking.now;
  item.due_at = taking.now + taking.instance.service_level.triage;
  for (const Assessment* candidate : choice.candidates) item.assessments.push_back(*candidate);
  changes.triage.push_back(std::move(item));
}

/// What the caller said, as a message of theirs.
Message message_from(Ports& ports, Transaction& transaction, const Taking& taking, Changes& changes) {
  Message message = taking.message;
  message.id = ports.identities.next<domain::MessageId>();
  const auto known = transaction.intake().citizens(message.channel, {&message.author.id, 1});
  const auto citizen = known.find(message.author.id);
  message.citizen = citizen == known.end() ? ports.identities.next<domain::CitizenId>() : citizen->second;
  if (citizen == known.end()) changes.citizens.push_back({message.citizen, message.channel, message.author, taking.now});
  return message;
}

/// The call joins a ticket that is there.
Result<Ticket> join(Ports& ports, Transaction& transaction, const Taking& taking, CallSession call) {
  const auto ticket = transaction.tickets().by_docket(taking.form.docket);
  if (!ticket || !domain::may(taking.who, Permission::read_ticket, ticket->unit, taking.instance.units)) return domain::not_found();
  if (ticket->is_sealed != taking.message.is_sealed) return domain::sealed_stays();
  if (ticket->is_sealed && !may_read_sealed(taking.who, ticket->unit, taking.instance)) return sealed_from_you();
  if (ticket->status == domain::Status::closed)
    return domain::conflict("ticket_closed", "That ticket is closed.", "Reopen it first, or make a ticket of its own.");
  Changes changes;
  Message message = message_from(ports, transaction, taking, changes);
  message.ticket = ticket->id;
  message.disposition = domain::Disposition::appended;
  domain::Event arrived = domain::message_arrived(*ticket, message.id, message.citizen == ticket->citizen, message.sent_at, taking.now);
  arrived.id = ports.identities.next<domain::EventId>();
  arrived.actor = {domain::ActorKind::user, std::to_string(taking.who.user.value), taking.who.name};
  arrived.set(domain::detail_name::kCall, std::to_string(call.id.value));
  Ticket after = *ticket;
  apply(after, arrived);
  call.ticket = ticket->id;
  call.citizen = message.citizen;
  const std::uint32_t before_version = call.version++;
  changes.call_changes.push_back({std::move(call), before_version});
  changes.messages.push_back(std::move(message));
  changes.ticket_changes.push_back({*ticket, after});
  changes.events.push_back(std::move(arrived));
  transaction.write(changes);
  return after;
}

Ticket take(Ports& ports, Transaction& transaction, const Taking& taking, CallSession call) {
  Changes changes;
  Message message = message_from(ports, transaction, taking, changes);
  const Choice choice = choose_department(taking.instance, taking.opinions, 0);
  const Assessment assessment = chosen(taking.instance, choice, taking.opinions.addressing(0), taking.form);
  const bool is_unit_sure = taking.instance.units.find(assessment.unit) != nullptr;
  Opening opening;
  opening.message = &message;
  opening.assessment = &assessment;
  opening.unit = is_unit_sure ? assessment.unit : taking.instance.triage_unit;
  if (message.is_sealed) opening.unit = taking.instance.kept_at(message.channel, assessment.unit);
  opening.addressed = taking.opinions.addressing(0).ours;
  opening.reasons = persons_reasons(taking.form, taking.who);
  opening.reasons.insert(opening.reasons.end(), choice.reasons.begin(), choice.reasons.end());
  opening.actor = {domain::ActorKind::user, std::to_string(taking.who.user.value), taking.who.name};
  opening.call = call.id;
  Opened opened = open_ticket(ports, taking.instance, opening, taking.now);
  if (!is_unit_sure && !message.is_sealed) open_unit_question(ports, taking, choice, message, changes);

  call.ticket = opened.ticket.id;
  call.citizen = message.citizen;
  const std::uint32_t before_version = call.version++;
  changes.call_changes.push_back({std::move(call), before_version});
  changes.messages.push_back(std::move(message));
  changes.tickets.push_back(opened.ticket);
  changes.events.push_back(std::move(opened.event));
  changes.deliveries = std::move(opened.deliveries);
  transaction.write(changes);
  return std::move(opened.ticket);
}

/// Opened where it is sealed: the caller becomes the ticket's citizen.
std::optional<CallSession> find(Transaction& transaction, domain::CallId id) {
  std::optional<CallSession> call = transaction.calls().find(id);
  if (call) open(transaction, std::span(&*call, 1));
  return call;
}

}  // namespace

Result<Ticket> open_ticket_from_call(Ports& ports, const Principal& who, domain::CallId id, const CallForm& form) {
  const auto instance = ports.settings.current();
  const domain::Instant now = ports.clock.now();
  std::optional<CallSession> seen;
  ports.store.read([&](Transaction& transaction) { seen = find(transaction, id); });
  if (!seen || !domain::may(who, Permission::read_call, seen->unit, instance->units)) return domain::not_found();
  if (!domain::may(who, Permission::take_call, seen->unit, instance->units))
    return domain::forbidden("not_your_role", "Your role makes no tickets of the calls of this unit.");
  if (instance->is_sealed(seen->channel) && !may_read_sealed(who, seen->unit, *instance)) return sealed_from_you();
  if (const auto checked = check_form(*instance, form); !checked) return checked.error();
  std::vector<Message> messages{message_of(*seen, form, instance->is_sealed(seen->channel), now)};
  if (const auto checked = check_message(messages.front(), now); !checked) {
    domain::Problem problem = checked.error();
    if (problem.code == "message_without_text") problem.next = "Write down what the caller says.";
    return problem;
  }
  const Opinions opinions = Opinions::ask(ports.departments, *instance, messages);
  const Taking taking{*instance, who, form, messages.front(), opinions, now};
  std::optional<Result<Ticket>> result;
  ports.store.write([&](Transaction& transaction) {
    auto call = find(transaction, id);
    if (!call)
      result.emplace(domain::not_found());
    else if (call->ticket)
      result.emplace(
          domain::conflict("call_has_ticket", "A ticket was made of this call already.", "Open the call to see it, and add a note there."));
    else if (!form.docket.empty())
      result.emplace(join(ports, transaction, taking, std::move(*call)));
    else
      result.emplace(take(ports, transaction, taking, std::move(*call)));
  });
  return std::move(*result);
}

}  // namespace seva::actions
