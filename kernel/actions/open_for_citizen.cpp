#include "actions/open_for_citizen.hpp"

#include "actions/open_ticket.hpp"

namespace seva::actions {
namespace {

using domain::Aspect;
using domain::Assessment;

domain::Reason person_reason(Aspect aspect, const domain::Principal& who) {
  domain::Reason reason;
  reason.aspect = aspect;
  reason.code = "decided_by_person";
  reason.arguments = {who.name};
  return reason;
}

/// The departments' proposal with the person's choices over it.
Assessment chosen(const ForCitizen& opening, const Choice& choice) {
  const domain::Instance& instance = opening.instance;
  const PersonsChoices& choices = opening.choices;
  Assessment assessment;
  if (choice.assessment != nullptr) assessment = *choice.assessment;
  if (!choices.department.empty() && assessment.department != choices.department) {
    const auto opinion = opening.opinions.of(0).find(choices.department);
    assessment = opinion != opening.opinions.of(0).end() && opinion->second ? *opinion->second : Assessment{};
    assessment.department = choices.department;
  }
  for (const domain::Account* account : opening.opinions.addressing(0).ours)
    if (assessment.department.empty()) assessment.department = account->department;
  if (assessment.department.empty() && !instance.departments.empty()) assessment.department = instance.departments.front().id;
  if (!instance.intake.actionable.contains(assessment.relevance)) assessment.relevance = domain::Relevance::grievance;
  if (!choices.category.empty()) assessment.category = choices.category;
  if (assessment.category.empty() && !instance.categories.empty()) assessment.category = instance.categories.front().code;
  if (choices.priority) assessment.priority = *choices.priority;
  if (!choices.unit.empty()) assessment.unit = choices.unit;
  return assessment;
}

std::vector<domain::Reason> persons_reasons(const PersonsChoices& choices, const domain::Principal& who) {
  std::vector<domain::Reason> reasons{person_reason(Aspect::relevance, who)};
  if (!choices.department.empty()) reasons.push_back(person_reason(Aspect::department, who));
  if (!choices.category.empty()) reasons.push_back(person_reason(Aspect::category, who));
  if (choices.priority) reasons.push_back(person_reason(Aspect::priority, who));
  if (!choices.unit.empty()) reasons.push_back(person_reason(Aspect::unit, who));
  return reasons;
}

domain::TriageItem unit_question(Ports& ports, const ForCitizen& opening, const Choice& choice, const domain::Message& message) {
  domain::TriageItem item;
  item.id = ports.identities.next<domain::TriageId>();
  item.message = message.id;
  item.ticket = message.ticket;
  item.question = domain::Question::unit;
  item.unit = opening.instance.triage_unit;
  item.opened_at = opening.now;
  item.due_at = opening.now + opening.instance.service_level.triage;
  for (const Assessment* candidate : choice.candidates) item.assessments.push_back(*candidate);
  return item;
}

}  // namespace

domain::Result<void> check_choices(const domain::Instance& instance, const PersonsChoices& choices) {
  if (!choices.department.empty() && instance.department(choices.department) == nullptr)
    return domain::invalid("department_unknown", "There is no such department.", "department", "Choose one from the list.");
  if (!choices.category.empty() && instance.category(choices.category) == nullptr)
    return domain::invalid("category_unknown", "There is no such category.", "category", "Choose one from the list.");
  if (!choices.unit.empty() && instance.units.find(choices.unit) == nullptr)
    return domain::invalid("unit_unknown", "There is no such unit.", "unit", "Say which unit shall hold it.");
  return {};
}

domain::Message message_of_citizen(Ports& ports, Transaction& transaction, const ForCitizen& opening, Changes& changes) {
  domain::Message message = opening.message;
  message.id = ports.identities.next<domain::MessageId>();
  const auto known = transaction.intake().citizens(message.channel, {&message.author.id, 1});
  const auto citizen = known.find(message.author.id);
  message.citizen = citizen == known.end() ? ports.identities.next<domain::CitizenId>() : citizen->second;
  if (citizen == known.end()) changes.citizens.push_back({message.citizen, message.channel, message.author, opening.now});
  return message;
}

domain::Ticket open_for_citizen(Ports& ports, const ForCitizen& opening, domain::Message message, domain::CallId call, Changes& changes) {
  const domain::Instance& instance = opening.instance;
  const Choice choice = choose_department(instance, opening.opinions, 0);
  const Assessment assessment = chosen(opening, choice);
  const bool is_unit_sure = instance.units.find(assessment.unit) != nullptr;
  Opening made;
  made.message = &message;
  made.assessment = &assessment;
  made.unit = is_unit_sure ? assessment.unit : instance.triage_unit;
  if (message.is_sealed) made.unit = instance.kept_at(message.channel, assessment.unit);
  made.addressed = opening.opinions.addressing(0).ours;
  made.reasons = persons_reasons(opening.choices, opening.who);
  made.reasons.insert(made.reasons.end(), choice.reasons.begin(), choice.reasons.end());
  made.actor = {domain::ActorKind::user, std::to_string(opening.who.user.value), opening.who.name};
  made.call = call;
  Opened opened = open_ticket(ports, instance, made, opening.now);
  if (!is_unit_sure && !message.is_sealed) changes.triage.push_back(unit_question(ports, opening, choice, message));
  changes.messages.push_back(std::move(message));
  changes.tickets.push_back(opened.ticket);
  changes.events.push_back(std::move(opened.event));
  changes.deliveries.insert(changes.deliveries.end(), opened.deliveries.begin(), opened.deliveries.end());
  return std::move(opened.ticket);
}

}  // namespace seva::actions
