#include "message.hpp"

#include <algorithm>

namespace seva::dial100 {
namespace {

constexpr std::string_view kGreeting = "Asterisk Call Manager/";

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool is_same_name(std::string_view left, std::string_view right) {
  return left.size() == right.size() && std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::variant<Message, std::string_view> Message::read(std::string_view part) {
  Message message;
  bool is_first = true;
  while (!part.empty()) {
    const std::size_t end = std::min(part.find('\n'), part.size());
    std::string_view line = part.substr(0, end);
    part.remove_prefix(std::min(end + 1, part.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (line.size() > kLongestLine) return std::string_view("line_too_long");
    const bool is_greeting = is_first && line.starts_with(kGreeting);
    is_first = false;
    if (is_greeting) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return std::string_view("not_ami");
    if (message.headers_.size() == kMostHeaders) return std::string_view("too_many_headers");
    message.headers_.emplace_back(line.substr(0, colon), without_blanks(line.substr(colon + 1)));
  }
  return message;
}

std::string_view Message::get(std::string_view name) const {
  const auto found = std::find_if(headers_.begin(), headers_.end(), [&](const auto& header) { return is_same_name(header.first, name); });
  if (found == headers_.end() || found->second == "<unknown>") return {};
  return found->second;
}

}  // namespace seva::dial100
