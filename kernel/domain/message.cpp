#include "domain/message.hpp"

#include <algorithm>

namespace seva::domain {

std::string first_line(const std::string& text) {
  constexpr std::size_t kCodePoints = 140;
  std::string line;
  line.reserve(std::min(text.size(), 4 * kCodePoints));
  std::size_t code_points = 0;
  for (const char byte : text) {
    const bool begins_code_point = (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    if (begins_code_point && ++code_points > kCodePoints) break;
    const bool is_blank = byte == '\n' || byte == '\r' || byte == '\t' || byte == ' ';
    if (!is_blank)
      line += byte;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace seva::domain
