#include "police.hpp"

#include <seva_manifest.hpp>
#include <string>
#include <utility>

#include "outcome.hpp"

namespace seva::police {
namespace {

Reason reason_of(Aspect aspect, std::string code, double weight, const std::vector<text::PhraseMatch>& matches) {
  Reason reason{aspect, std::move(code), {}, weight, {}};
  for (const text::PhraseMatch& match : matches) reason.words.push_back({match.offset, match.size});
  return reason;
}

std::string_view priority_code(Priority priority) {
  switch (priority) {
    case Priority::high: return "category_is_grave";
    case Priority::low: return "category_is_light";
    default: return "nothing_pressing";
  }
}

}  // namespace

void Police::on_start(const DepartmentStart& start, Notices& notices) {
  units_ = Units(start.units, start.config.text("district_kind", "district"), start.config.text("station_kind", "station"));
  const auto file = start.files.find("gazetteer");
  if (!file) notices.log(LogLevel::warning, "gazetteer_missing", "Without a gazetteer only the names of units are known.");
  gazetteer_ = Gazetteer(file.value_or(std::string_view{}), units_);
  if (gazetteer_.unusable_rows() > 0)
    notices.log(LogLevel::warning, "gazetteer_rows", "The gazetteer has unusable rows: " + std::to_string(gazetteer_.unusable_rows()) + ".");
  places_ = PlaceFinder(gazetteer_);
  unit_choice_ = UnitChoice(units_);
}

Assessment Police::assess(const CitizenMessage& message) const {
  tokens_.read(message.text);
  urgency_reader_.read(tokens_, urgency_);
  const CategoryFinding category = categories_.choose(tokens_);
  places_.find(tokens_, message.addressed, unit_choice_.addressed_districts(message), evidence_);

  Findings findings{&category, !evidence_.places.empty(), urgency_.level == text::UrgencyLevel::now, urgency_.is_figurative};
  Relevance relevance = judge_.judge(tokens_, findings);
  Assessment assessment;
  assessment.relevance = relevance.kind;
  assessment.score = relevance.score;
  assessment.reasons = std::move(relevance.reasons);
  set_category(category, assessment);
  set_priority(assessment);
  if (evidence_.districts.empty() && message.location && !message.location->place.empty()) {
    place_tokens_.read(message.location->place);
    places_.find(place_tokens_, message.addressed, unit_choice_.addressed_districts(message), evidence_);
    for (NamedPlace& place : evidence_.places) place.words = {};
    unit_choice_.choose(message, place_tokens_, evidence_, is_traffic(category.code), assessment);
  } else {
    unit_choice_.choose(message, tokens_, evidence_, is_traffic(category.code), assessment);
  }
  return assessment;
}

void Police::set_category(const CategoryFinding& found, Assessment& assessment) const {
  if (assessment.relevance == RelevanceKind::praise) {
    assessment.category = "FEEDBACK";
    return;
  }
  if (assessment.relevance == RelevanceKind::query && found.named == 0) {
    assessment.category = "QUERY";
  } else {
    assessment.category = found.code.empty() ? "OTHER" : found.code;
  }
  if (found.code.empty()) return;
  assessment.reasons.push_back({Aspect::category, "category_words", {}, 0.8, found.words});
  if (!is_confidential(found.code)) return;
  assessment.is_confidential = true;
  assessment.reasons.push_back({Aspect::confidentiality, "victim_protected", {}, 1, found.words});
}

void Police::set_priority(Assessment& assessment) const {
  const bool is_business = assessment.relevance == RelevanceKind::grievance;
  if (urgency_.level == text::UrgencyLevel::now && is_business) {
    assessment.priority = Priority::emergency;
    if (urgency_.is_self_harm) assessment.category = "SELF_HARM";
    assessment.reasons.push_back(reason_of(Aspect::priority, "danger_now", 1, urgency_.alarming));
    return;
  }
  assessment.priority = is_business ? priority_of(assessment.category) : Priority::low;
  if (!is_business) return;
  if (urgency_.level == text::UrgencyLevel::past) {
    if (assessment.priority == Priority::normal) assessment.priority = Priority::high;
    assessment.reasons.push_back(reason_of(Aspect::priority, "danger_over", 0.5, urgency_.calming));
    return;
  }
  assessment.reasons.push_back({Aspect::priority, std::string(priority_code(assessment.priority)), {}, 0.6, {}});
}

std::vector<OutcomeProblem> Police::check_outcome(const OutcomeCheck& check) const { return problems_of(check); }

}  // namespace seva::police

SEVA_EXPORT_DEPARTMENT(seva::police::Police, seva::kManifest)
