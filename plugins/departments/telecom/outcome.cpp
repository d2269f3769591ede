#include "outcome.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string>

#include "category_choice.hpp"
#include "numbers.hpp"

namespace seva::telecom {
namespace {

constexpr std::size_t kFewestWords = 4;
constexpr std::size_t kShortestForm = 4;
constexpr std::size_t kLongestForm = 30;
constexpr std::array<std::string_view, 6> kOfArticles{"POST_LATE", "POST_LOST", "POST_DAMAGED", "POST_TRACKING", "POST_SERVICE", "MONEY_ORDER"};
constexpr std::array<std::string_view, 5> kFreeTexts{"description", "reason", "alternative", "office", "passed_to"};

class Problems {
 public:
  explicit Problems(const OutcomeCheck& check) : check_(check) {}

  void add(std::string_view field, std::string_view code, std::vector<std::string> arguments = {}) {
    problems_.push_back({std::string(field), std::string(code), std::move(arguments)});
  }
  void want_words(std::string_view field, std::string_view code) {
    if (words_in(check_.field(field)) < kFewestWords) add(field, code, {std::to_string(kFewestWords)});
  }
  void want_some(std::string_view field, std::string_view code) {
    if (words_in(check_.field(field)) == 0) add(field, code);
  }
  void want_reference(std::string_view field, std::string_view code) {
    const std::string_view written = check_.field(field);
    const auto is_part = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '-'; };
    const bool has_digit = written.find_first_of("0123456789") != std::string_view::npos;
    const bool is_form = written.size() >= kShortestForm && written.size() <= kLongestForm;
    if (!is_form || !has_digit || !std::all_of(written.begin(), written.end(), is_part)) add(field, code);
  }
  [[nodiscard]] std::vector<OutcomeProblem> take() { return std::move(problems_); }

  [[nodiscard]] static std::size_t words_in(std::string_view text) {
    text::Tokens tokens;
    tokens.read(text);
    return static_cast<std::size_t>(
        std::count_if(tokens.all().begin(), tokens.all().end(), [](const text::Token& token) { return token.kind == text::TokenKind::word; }));
  }

 private:
  const OutcomeCheck& check_;
  std::vector<OutcomeProblem> problems_;
};

/// ASCII digits for Devanagari ones, without blanks.
std::string plain(std::string_view written) {
  std::string plain;
  for (std::size_t at = 0; at < written.size();) {
    const auto [c, size] = text::code_point_at(written, at);
    if (c != ' ') text::append(plain, c >= 0x966 && c <= 0x96F ? c - 0x966 + '0' : c);
    at += size;
  }
  return plain;
}

/// Rupees as 1,234.50; more than nothing.
bool is_amount(std::string_view written) {
  constexpr std::size_t kMostDigits = 9;
  std::string digits = plain(written);
  std::erase(digits, ',');
  const auto point = digits.find('.');
  const std::string_view whole = std::string_view(digits).substr(0, point);
  const std::string_view rest = point == std::string::npos ? std::string_view{} : std::string_view(digits).substr(point + 1);
  const auto are_digits = [](std::string_view text) { return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }); };
  if (whole.empty() || whole.size() > kMostDigits || !are_digits(whole) || rest.size() > 2 || !are_digits(rest)) return false;
  return digits.find_first_of("123456789") != std::string::npos;
}

/// A day as 31/01/2026, 31-1-2026, 31.01.2026 or 2026-01-31.
std::optional<std::chrono::sys_days> day_of(std::string_view written) {
  std::array<int, 3> parts{};
  const std::string text = plain(written);
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const auto [next, error] = std::from_chars(at, end, parts[part]);
    const bool is_last = part + 1 == parts.size();
    if (error != std::errc{} || parts[part] < 1 ||
        (is_last ? next != end : next == end || std::string_view("/-.").find(*next) == std::string_view::npos))
      return std::nullopt;
    at = next + (is_last ? 0 : 1);
  }
  constexpr int kGreatestDay = 31;
  if (parts[0] > kGreatestDay) std::swap(parts[0], parts[2]);
  const std::chrono::year_month_day day{std::chrono::year{parts[2]}, std::chrono::month{static_cast<unsigned>(parts[1])},
                                        std::chrono::day{static_cast<unsigned>(parts[0])}};
  constexpr int kFirstYear = 1990;
  if (!day.ok() || parts[2] < kFirstYear) return std::nullopt;
  return std::chrono::sys_days{day};
}

void check_delivery(const OutcomeCheck& check, Problems& problems) {
  constexpr std::chrono::minutes kIndia{330};
  const auto day = day_of(check.field("delivered_on"));
  if (!day)
    problems.add("delivered_on", "day_form");
  else if (*day > std::chrono::floor<std::chrono::days>(check.now + kIndia))
    problems.add("delivered_on", "day_to_come");
  problems.want_some("office", "office_missing");
}

void check_no_telephone_number(const OutcomeCheck& check, Problems& problems) {
  text::Tokens tokens;
  Numbers numbers;
  NumberReader reader;
  for (const std::string_view field : kFreeTexts) {
    tokens.read(check.field(field));
    reader.read(tokens, numbers);
    if (!numbers.mobile.empty() || !numbers.landline.empty()) problems.add(field, "telephone_number_public");
  }
}

}  // namespace

std::vector<OutcomeProblem> problems_of(const OutcomeCheck& check) {
  Problems problems(check);
  const bool is_of_an_article = std::find(kOfArticles.begin(), kOfArticles.end(), check.category) != kOfArticles.end();
  const bool is_light_or_any = family_of(check.category) == Family::any;
  if (check.outcome == "restored") {
    if (family_of(check.category) == Family::post) problems.add("", "outcome_not_for_category");
    problems.want_reference("docket", "docket_form");
    problems.want_words("description", "description_short");
  } else if (check.outcome == "provided") {
    problems.want_reference("reference", "reference_form");
    problems.want_words("description", "description_short");
  } else if (check.outcome == "credited") {
    if (!is_amount(check.field("amount"))) problems.add("amount", "amount_form");
    problems.want_reference("reference", "reference_form");
  } else if (check.outcome == "delivered") {
    if (!is_of_an_article && !is_light_or_any) problems.add("", "outcome_not_for_category");
    check_delivery(check, problems);
  } else if (check.outcome == "action_taken") {
    problems.want_words("description", "description_short");
  } else if (check.outcome == "not_feasible") {
    problems.want_words("reason", "reason_short");
  } else if (check.outcome == "not_ours") {
    problems.want_some("passed_to", "passed_to_missing");
  } else {
    problems.add("", "outcome_unknown");
  }
  check_no_telephone_number(check, problems);
  return problems.take();
}

}  // namespace seva::telecom
