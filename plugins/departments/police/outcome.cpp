#include "outcome.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>

#include "seva/text/tokens.hpp"

namespace seva::police {
namespace {

constexpr std::size_t kFewestWords = 4;
constexpr std::size_t kMostDigits = 5;
constexpr int kFirstYear = 1990;

bool is_number(std::string_view text, std::size_t fewest, std::size_t most) {
  return text.size() >= fewest && text.size() <= most && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int value_of(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// The year in India at an instant.
int year_of(Instant instant) {
  constexpr std::chrono::minutes kIndia{330};
  const auto day = std::chrono::floor<std::chrono::days>(instant + kIndia);
  return static_cast<int>(std::chrono::year_month_day{day}.year());
}

/// A number as 123/2026, 0123/26 or ०१२३/२०२६; the code of what is wrong, or empty.
std::string_view fir_problem(std::string_view written, Instant now) {
  std::string number;
  for (std::size_t at = 0; at < written.size();) {
    const auto [c, size] = text::code_point_at(written, at);
    if (c != ' ') text::append(number, c >= 0x966 && c <= 0x96F ? c - 0x966 + '0' : c);
    at += size;
  }
  const auto slash = number.find('/');
  if (slash == std::string::npos) return "fir_number_form";
  const std::string_view serial = std::string_view(number).substr(0, slash);
  const std::string_view year = std::string_view(number).substr(slash + 1);
  if (!is_number(serial, 1, kMostDigits) || value_of(serial) == 0) return "fir_number_form";
  if (!is_number(year, 2, 2) && !is_number(year, 4, 4)) return "fir_number_form";
  const int full_year = year.size() == 2 ? 2000 + value_of(year) : value_of(year);
  return full_year < kFirstYear || full_year > year_of(now) ? "fir_year" : "";
}

std::size_t words_in(std::string_view text) {
  text::Tokens tokens;
  tokens.read(text);
  return static_cast<std::size_t>(
      std::count_if(tokens.all().begin(), tokens.all().end(), [](const text::Token& token) { return token.kind == text::TokenKind::word; }));
}

}  // namespace

std::vector<OutcomeProblem> problems_of(const OutcomeCheck& check) {
  std::vector<OutcomeProblem> problems;
  if (check.outcome == "fir") {
    if (const auto problem = fir_problem(check.field("fir_number"), check.now); !problem.empty())
      problems.push_back({"fir_number", std::string(problem), {}});
    if (words_in(check.field("station")) == 0) problems.push_back({"station", "station_missing", {}});
  } else if (check.outcome == "action_taken") {
    if (words_in(check.field("description")) < kFewestWords) problems.push_back({"description", "description_short", {std::to_string(kFewestWords)}});
  } else if (check.outcome == "not_police_matter") {
    if (words_in(check.field("passed_to")) == 0) problems.push_back({"passed_to", "passed_to_missing", {}});
  } else {
    problems.push_back({"", "outcome_unknown", {}});
  }
  return problems;
}

}  // namespace seva::police
