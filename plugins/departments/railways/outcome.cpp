#include "outcome.hpp"

#include <algorithm>
#include <string>

#include "seva/text/tokens.hpp"

namespace seva::railways {
namespace {

constexpr std::size_t kFewestWordsOfAnOutcome = 4;
constexpr std::size_t kFewestOfAReference = 4;

std::size_t words_in(std::string_view text) {
  text::Tokens tokens;
  tokens.read(text);
  return static_cast<std::size_t>(std::count_if(tokens.all().begin(), tokens.all().end(), [](const text::Token& token) {
    return token.kind == text::TokenKind::word || token.kind == text::TokenKind::number;
  }));
}

/// Letters and digits, in any script, with at least one digit among them.
bool is_reference(std::string_view text) {
  std::size_t signs = 0;
  bool has_digit = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, size] = text::code_point_at(text, at);
    const text::CharacterClass kind = text::class_of(c);
    has_digit = has_digit || kind == text::CharacterClass::digit;
    signs += kind == text::CharacterClass::digit || kind == text::CharacterClass::letter ? 1 : 0;
    at += size;
  }
  return has_digit && signs >= kFewestOfAReference;
}

class Check {
 public:
  explicit Check(const OutcomeCheck& check) : check_(&check) {}

  void needs_description(std::string_view field) {
    if (words_in(check_->field(field)) < kFewestWordsOfAnOutcome)
      problems_.push_back({std::string(field), "description_short", {std::to_string(kFewestWordsOfAnOutcome)}});
  }
  void needs_name(std::string_view field, std::string_view problem) {
    if (words_in(check_->field(field)) == 0) problems_.push_back({std::string(field), std::string(problem), {}});
  }
  void needs_reference(std::string_view field) {
    if (!is_reference(check_->field(field))) problems_.push_back({std::string(field), "reference_form", {}});
  }
  void refuses_emergency() {
    if (check_->priority == "emergency") problems_.push_back({"", "emergency_needs_action", {}});
  }
  void is_unknown() { problems_.push_back({"", "outcome_unknown", {}}); }
  [[nodiscard]] std::vector<OutcomeProblem> problems() && { return std::move(problems_); }

 private:
  const OutcomeCheck* check_;
  std::vector<OutcomeProblem> problems_;
};

}  // namespace

std::vector<OutcomeProblem> problems_of(const OutcomeCheck& check) {
  Check form(check);
  if (check.outcome == "action_taken") {
    form.needs_description("description");
    form.needs_name("taken_by", "taken_by_missing");
  } else if (check.outcome == "police_case") {
    form.needs_reference("case_number");
    form.needs_name("post", "post_missing");
  } else if (check.outcome == "refund") {
    form.needs_name("office", "office_missing");
    form.needs_reference("reference");
    form.refuses_emergency();
  } else if (check.outcome == "suggestion_recorded") {
    form.needs_description("description");
    form.refuses_emergency();
  } else if (check.outcome == "information_given") {
    form.needs_description("description");
    form.refuses_emergency();
  } else if (check.outcome == "not_railway_matter") {
    form.needs_name("passed_to", "passed_to_missing");
  } else {
    form.is_unknown();
  }
  return std::move(form).problems();
}

}  // namespace seva::railways
