#include "general.hpp"

#include <algorithm>
#include <seva_manifest.hpp>
#include <utility>

namespace seva::general {
namespace {

constexpr std::string_view kOtherwise = "GENERAL";
constexpr double kEmergencyScore = 0.9;
constexpr std::size_t kFewestCharacters = 10;

Reason reason_of(Aspect aspect, std::string code, double weight, const std::vector<text::PhraseMatch>& matches) {
  Reason reason{aspect, std::move(code), {}, weight, {}};
  for (const text::PhraseMatch& match : matches) reason.words.push_back({match.offset, match.size});
  return reason;
}

}  // namespace

void General::on_start(const DepartmentStart& start, Notices&) {
  categories_ = Categories(start.config.sections("categories"));
  for (const std::string& phrase : start.config.texts("problem_words")) judge_.add_problem(phrase);
  const std::uint32_t feature = emergency_words_.feature("emergency", 1);
  for (const std::string& phrase : start.config.texts("emergency_words")) emergency_words_.add(feature, phrase, text::Spelling::sounded);
}

Assessment General::assess(const CitizenMessage& message) const {
  tokens_.read(message.text);
  Relevance relevance = judge_.judge(message, tokens_);
  Assessment assessment;
  assessment.relevance = relevance.kind;
  assessment.score = relevance.score;
  assessment.reasons = std::move(relevance.reasons);
  choose_priority(message, assessment);
  choose_category(assessment);
  choose_unit(message, assessment);
  return assessment;
}

void General::choose_priority(const CitizenMessage&, Assessment& assessment) const {
  urgency_reader_.read(tokens_, urgency_);
  emergency_words_found_.read(emergency_words_, tokens_);
  const auto own = emergency_words_found_.matches();
  if (urgency_.level == text::UrgencyLevel::now || !own.empty()) {
    assessment.priority = Priority::emergency;
    assessment.relevance = RelevanceKind::grievance;
    assessment.score = std::max(assessment.score, kEmergencyScore);
    assessment.reasons.push_back(reason_of(Aspect::priority, "danger_now", 1, own.empty() ? urgency_.alarming : std::vector(own.begin(), own.end())));
    return;
  }
  if (urgency_.level == text::UrgencyLevel::past) {
    assessment.priority = assessment.relevance == RelevanceKind::grievance ? Priority::high : Priority::normal;
    assessment.reasons.push_back(reason_of(Aspect::priority, "danger_over", 0.5, urgency_.calming));
    return;
  }
  assessment.priority = assessment.relevance == RelevanceKind::grievance ? Priority::normal : Priority::low;
}

void General::choose_category(Assessment& assessment) const {
  const auto found = categories_.find(tokens_);
  assessment.category = found ? found->code : std::string(kOtherwise);
  if (found) assessment.reasons.push_back(reason_of(Aspect::category, "category_keyword", 0.8, found->matches));
}

void General::choose_unit(const CitizenMessage& message, Assessment& assessment) {
  if (message.addressed.empty()) return;
  const AddressedView& addressed = message.addressed.back();
  assessment.unit = addressed.unit;
  assessment.candidates.push_back({assessment.unit, 1});
  Reason reason{Aspect::unit, "unit_addressed", {std::string(addressed.account)}, 1, {}};
  if (const auto at = message.text.find(addressed.account); at != std::string_view::npos) reason.words.push_back({at, addressed.account.size()});
  assessment.reasons.push_back(std::move(reason));
}

std::vector<OutcomeProblem> General::check_outcome(const OutcomeCheck& check) const {
  if (check.outcome != "action_taken") return {{"", "outcome_unknown", {}}};
  if (check.field("description").size() < kFewestCharacters) return {{"description", "description_short", {}}};
  return {};
}

}  // namespace seva::general

SEVA_EXPORT_DEPARTMENT(seva::general::General, seva::kManifest)
