#include "actions/choose_department.hpp"

#include <algorithm>
#include <set>

namespace seva::actions {
namespace {

using domain::Assessment;
using Kind = Choice::Kind;

/// The departments that own what the message names; empty where nobody owns it and all may want it.
std::set<std::string> owners_of(const domain::Addressing& addressing) {
  std::set<std::string> owners;
  for (const domain::Account* account : addressing.ours)
    if (!account->department.empty()) owners.insert(account->department);
  return owners;
}

domain::Reason kernel_reason(std::string code, std::vector<std::string> arguments) {
  domain::Reason reason;
  reason.aspect = domain::Aspect::department;
  reason.code = std::move(code);
  reason.arguments = std::move(arguments);
  return reason;
}

domain::Reason owner_reason(const domain::Addressing& addressing, const std::string& department) {
  const auto account =
      std::find_if(addressing.ours.rbegin(), addressing.ours.rend(), [&](const auto* ours) { return ours->department == department; });
  const std::string name = account == addressing.ours.rend() ? std::string{} : ((*account)->is_hashtag ? "#" : "@") + (*account)->handle;
  return kernel_reason("department_by_owner", {name, department});
}

/// For what is sealed.
bool is_approved(const domain::Instance& instance, const std::string& department) {
  const domain::PluginSettings* settings = instance.department(department);
  return settings != nullptr && settings->reads_sealed;
}

std::string written(double score) { return std::to_string(static_cast<int>(score * 100 + 0.5)); }

Kind kind_by_score(const domain::IntakePolicy& policy, const Assessment& assessment) {
  if (assessment.score >= policy.open_score && policy.actionable.contains(assessment.relevance)) return Kind::open;
  return assessment.score >= policy.triage_score ? Kind::ask_relevance : Kind::chatter;
}

}  // namespace

Opinions Opinions::ask(Departments& departments, const domain::Instance& instance, const std::vector<domain::Message>& messages) {
  Opinions opinions;
  opinions.assessments_.resize(messages.size());
  const std::vector<std::string> enabled = departments.enabled();
  std::map<std::string, std::vector<std::size_t>> questions;
  for (std::size_t place = 0; place < messages.size(); ++place) {
    const domain::Addressing& addressing = opinions.addressings_.emplace_back(domain::addressing_of(messages[place], instance));
    const bool is_sealed = messages[place].is_sealed;
    opinions.is_sealed_.push_back(is_sealed);
    if (messages[place].is_from_us || (!is_sealed && addressing.ours.empty() && addressing.names_others)) continue;
    const std::set<std::string> owners = owners_of(addressing);
    const auto ask = [&](const std::string& department) {
      if (!is_sealed || is_approved(instance, department)) questions[department].push_back(place);
    };
    if (owners.empty())
      std::for_each(enabled.begin(), enabled.end(), ask);
    else
      std::for_each(owners.begin(), owners.end(), ask);
  }
  for (const auto& [department, places] : questions) {
    std::vector<Assessable> asked;
    for (const std::size_t place : places)
      asked.push_back({&messages[place], opinions.addressings_[place].ours, !messages[place].in_reply_to.empty()});
    auto answers = departments.assess(department, asked);
    for (std::size_t position = 0; position < places.size(); ++position)
      opinions.assessments_[places[position]][department] =
          answers && answers->size() == places.size() ? std::optional(std::move((*answers)[position])) : std::nullopt;
  }
  return opinions;
}

namespace {

Choice chosen(const domain::Instance& instance, const Opinions& opinions, std::size_t message) {
  const domain::Addressing& addressing = opinions.addressing(message);
  Choice choice;
  if (!opinions.is_sealed(message) && addressing.ours.empty() && addressing.names_others) {
    choice.kind = Kind::not_ours;
    return choice;
  }
  std::string silent;
  for (const auto& [department, assessment] : opinions.of(message)) {
    if (assessment)
      choice.candidates.push_back(&*assessment);
    else
      silent = department;
  }
  std::stable_sort(choice.candidates.begin(), choice.candidates.end(),
                   [](const auto* left, const auto* right) { return left->score > right->score; });
  const bool is_owned = !owners_of(addressing).empty();
  if (choice.candidates.empty()) {
    const bool is_anybodys = silent.empty() && addressing.ours.empty();
    choice.kind = is_anybodys ? Kind::chatter : Kind::department_off;
    choice.reasons.push_back(silent.empty() ? kernel_reason("department_none", {}) : kernel_reason("department_off", {silent}));
    return choice;
  }
  choice.assessment = choice.candidates.front();
  choice.kind = kind_by_score(instance.intake, *choice.assessment);
  choice.reasons.push_back(is_owned ? owner_reason(addressing, choice.assessment->department)
                                    : kernel_reason("department_by_score", {choice.assessment->department, written(choice.assessment->score)}));
  const bool is_close = choice.candidates.size() > 1 && choice.candidates[0]->score - choice.candidates[1]->score < instance.intake.department_margin;
  if (is_close && choice.kind != Kind::chatter) choice.kind = Kind::ask_department;
  return choice;
}

}  // namespace

Choice choose_department(const domain::Instance& instance, const Opinions& opinions, std::size_t message) {
  Choice choice = chosen(instance, opinions, message);
  if (opinions.is_sealed(message) && choice.kind == Kind::chatter)
    choice.kind = choice.candidates.empty() ? Kind::ask_department : Kind::ask_relevance;
  if (opinions.is_sealed(message) && choice.kind == Kind::department_off && opinions.of(message).empty()) choice.kind = Kind::ask_department;
  return choice;
}

}  // namespace seva::actions
