#include "hosting/outcome_form.hpp"

#include <algorithm>
#include <regex>

namespace seva::hosting {
namespace {

constexpr std::size_t kLongestField = 500;

bool fits(const std::string& text, const std::string& pattern) {
  try {
    return text.size() <= kLongestField && std::regex_match(text, std::regex(pattern, std::regex::ECMAScript));
  } catch (const std::regex_error&) {
    return false;
  }
}

}  // namespace

std::vector<actions::OutcomeProblem> form_problems(const Manifest& manifest, const domain::Outcome& outcome) {
  const auto& forms = manifest.outcomes;
  const auto form = std::find_if(forms.begin(), forms.end(), [&](const auto& known) { return known.code == outcome.code; });
  if (form == forms.end()) return {{{}, "outcome_unknown", {outcome.code}}};
  std::vector<actions::OutcomeProblem> problems;
  for (const auto& field : form->fields) {
    const auto given = outcome.fields.find(field.name);
    const bool is_empty = given == outcome.fields.end() || given->second.empty();
    if (is_empty && field.is_required)
      problems.push_back({field.name, "field_required", {field.label.en}});
    else if (!is_empty && !field.pattern.empty() && !fits(given->second, field.pattern))
      problems.push_back({field.name, "field_invalid", {field.label.en}});
  }
  return problems;
}

}  // namespace seva::hosting
