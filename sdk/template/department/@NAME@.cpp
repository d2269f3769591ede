#include <seva/department.hpp>

#include <string>
#include <vector>

#include <seva_manifest.hpp>

/// Takes what holds one of its words, and sends it to the unit that the message addresses.
class @CLASS@ final : public seva::Department {
  void on_start(const seva::DepartmentStart& start, seva::Notices&) override { words_ = start.config.texts("words"); }

  seva::Assessment assess(const seva::CitizenMessage& message) const override {
    seva::Assessment assessment;
    assessment.relevance = seva::RelevanceKind::chatter;
    for (const std::string& word : words_) {
      const auto at = message.text.find(word);
      if (word.empty() || at == std::string_view::npos) continue;
      assessment.relevance = seva::RelevanceKind::grievance;
      assessment.score = 0.8;
      assessment.category = "MATTER";
      seva::Reason reason;
      reason.aspect = seva::Aspect::relevance;
      reason.code = "word_found";
      reason.arguments = {word};
      reason.weight = 0.8;
      reason.words = {{at, word.size()}};
      assessment.reasons.push_back(std::move(reason));
      if (!message.addressed.empty()) assessment.unit = message.addressed.back().unit;
      break;
    }
    return assessment;
  }

  std::vector<seva::OutcomeProblem> check_outcome(const seva::OutcomeCheck& check) const override {
    constexpr std::size_t kShortest = 10;
    if (check.field("what").size() < kShortest) return {{"what", "too_short", {}}};
    return {};
  }

  std::vector<std::string> words_;
};

SEVA_EXPORT_DEPARTMENT(@CLASS@, seva::kManifest)
