#include "domain/phone_number.hpp"

#include <algorithm>
#include <array>

namespace seva::domain {
namespace {

constexpr std::size_t kNationalDigits = 10;
constexpr std::size_t kMostDigits = 15;  // E.164
constexpr std::array<std::string_view, 7> kWithheld{"", "anonymous", "unknown", "<unknown>", "private", "restricted", "unavailable"};

bool is_digit(char symbol) { return symbol >= '0' && symbol <= '9'; }

std::string lower(std::string_view text) {
  std::string copy(text);
  for (char& symbol : copy)
    if (symbol >= 'A' && symbol <= 'Z') symbol = static_cast<char>(symbol - 'A' + 'a');
  return copy;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Without the marks that people write between digits. Empty where something else stands there.
std::string digits_of(std::string_view text) {
  constexpr std::string_view kMarks = " -.()";
  std::string digits;
  for (const char symbol : text) {
    if (is_digit(symbol))
      digits += symbol;
    else if (kMarks.find(symbol) == std::string_view::npos)
      return {};
  }
  return digits;
}

}  // namespace

std::string dialled_number(std::string_view written) {
  const std::string_view given = trimmed(written);
  if (std::find(kWithheld.begin(), kWithheld.end(), lower(given)) != kWithheld.end()) return {};
  const bool has_plus = given.front() == '+';
  std::string_view rest = has_plus ? given.substr(1) : given;
  const std::string digits = digits_of(rest);
  rest = digits;
  if (rest.empty()) return std::string(given);
  const bool is_international = has_plus || rest.starts_with("00");
  if (!has_plus && is_international) rest.remove_prefix(2);
  if (is_international) return rest.size() > 6 && rest.size() <= kMostDigits ? "+" + std::string(rest) : std::string(given);
  if (rest.size() == kNationalDigits + 1 && rest.front() == '0') rest.remove_prefix(1);
  if (rest.size() == kNationalDigits && rest.front() >= '1') return "+91" + std::string(rest);
  if (rest.size() == kNationalDigits + 2 && rest.starts_with("91")) return "+" + std::string(rest);
  return digits;
}

}  // namespace seva::domain
