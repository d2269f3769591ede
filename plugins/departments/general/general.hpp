#pragma once

#include <string>
#include <vector>

#include "categories.hpp"
#include "relevance.hpp"
#include "seva/department.hpp"
#include "seva/text/urgency.hpp"

namespace seva::general {

/// A department for any body: knows how citizens complain, ask and thank, in English, Hindi and Hindi in Latin letters, and takes the rest
/// (categories, further words, emergency words) from its configuration. The unit is that of the account or hashtag addressed.
class General final : public Department {
 public:
  void on_start(const DepartmentStart& start, Notices& notices) override;
  [[nodiscard]] Assessment assess(const CitizenMessage& message) const override;
  [[nodiscard]] std::vector<OutcomeProblem> check_outcome(const OutcomeCheck& check) const override;

 private:
  void choose_priority(const CitizenMessage& message, Assessment& assessment) const;
  void choose_category(Assessment& assessment) const;
  static void choose_unit(const CitizenMessage& message, Assessment& assessment);

  /// Memory that is used again from message to message; an instance is asked from one thread at a time.
  mutable text::Tokens tokens_;
  mutable RelevanceJudge judge_;
  mutable Categories categories_;
  mutable text::UrgencyReader urgency_reader_;
  mutable text::Urgency urgency_;
  mutable text::Evidence emergency_words_found_;
  text::Lexicon emergency_words_;
};

}  // namespace seva::general
