#include "telephone.hpp"

namespace seva::helpline1090 {
namespace {

constexpr std::size_t kNational = 10;
constexpr std::size_t kFewest = 7;
constexpr std::size_t kMost = 15;

}  // namespace

std::optional<std::string> person_number(std::string_view written, std::string_view country) {
  std::string digits;
  for (std::size_t place = 0; place < written.size(); ++place) {
    const char symbol = written[place];
    if (symbol >= '0' && symbol <= '9')
      digits += symbol;
    else if (symbol != ' ' && symbol != '-' && !(symbol == '+' && digits.empty()))
      return std::nullopt;
  }
  const bool is_international = written.find('+') != std::string_view::npos;
  if (!is_international && digits.starts_with("00"))
    digits.erase(0, 2);
  else if (!is_international && digits.size() == kNational + 1 && digits.starts_with("0"))
    digits = std::string(country) + digits.substr(1);
  else if (!is_international && digits.size() == kNational)
    digits = std::string(country) + digits;
  if (digits.size() < kFewest || digits.size() > kMost) return std::nullopt;
  return "+" + digits;
}

}  // namespace seva::helpline1090
