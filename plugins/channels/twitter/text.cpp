#include "text.hpp"

#include <array>
#include <charconv>
#include <tuple>
#include <utility>

namespace seva::twitter {
namespace {

bool is_word(char byte) { return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_'; }

bool is_space(char byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

constexpr std::string_view kDanda = "\xE0\xA5\xA4";

bool ends_hashtag(std::string_view rest) {
  const bool is_ascii = static_cast<unsigned char>(rest.front()) < 0x80;
  return (is_ascii && !is_word(rest.front())) || rest.starts_with(kDanda);
}

bool ends_handle(std::string_view rest) { return !is_word(rest.front()); }

template <class Ends>
std::vector<std::string> words_behind(char mark, std::string_view text, Ends ends) {
  std::vector<std::string> words;
  for (std::size_t here = text.find(mark); here != std::string_view::npos; here = text.find(mark, here + 1)) {
    if (here > 0 && is_word(text[here - 1])) continue;
    std::size_t end = here + 1;
    while (end < text.size() && !ends(text.substr(end))) ++end;
    if (end > here + 1) words.emplace_back(text.substr(here + 1, end - here - 1));
  }
  return words;
}

/// The words of a text without the names in front, links all alike.
std::string essence(std::string_view text) {
  std::string essence;
  bool is_in_front = true;
  for (std::size_t here = 0; here < text.size();) {
    while (here < text.size() && is_space(text[here])) ++here;
    std::size_t end = here;
    while (end < text.size() && !is_space(text[end])) ++end;
    const std::string_view word = text.substr(here, end - here);
    here = end;
    if (word.empty() || (is_in_front && word.starts_with('@'))) continue;
    is_in_front = false;
    const bool is_link = word.starts_with("http://") || word.starts_with("https://");
    essence.append(is_link ? "http" : word).append(" ");
  }
  return essence;
}

}  // namespace

std::string without_entities(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 3> kEntities{{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}}};
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    const std::size_t ampersand = text.find('&');
    plain.append(text.substr(0, ampersand));
    if (ampersand == std::string_view::npos) break;
    text.remove_prefix(ampersand);
    char meant = '&';
    std::size_t size = 1;
    for (const auto& [entity, character] : kEntities)
      if (text.starts_with(entity)) std::tie(meant, size) = std::pair(character, entity.size());
    plain += meant;
    text.remove_prefix(size);
  }
  return plain;
}

std::vector<std::string> hashtags_in(std::string_view text) { return words_behind('#', text, ends_hashtag); }

std::vector<std::string> handles_in(std::string_view text) {
  constexpr std::size_t kLongestHandle = 15;
  std::vector<std::string> handles = words_behind('@', text, ends_handle);
  std::erase_if(handles, [](const std::string& handle) { return handle.size() > kLongestHandle; });
  return handles;
}

bool is_same_reply(std::string_view found, std::string_view wanted) { return essence(found) == essence(wanted); }

std::string language_tag(std::string_view x_language) {
  constexpr std::array<std::string_view, 9> kNone{"und", "qam", "qct", "qht", "qme", "qst", "zxx", "art", ""};
  for (const std::string_view none : kNone)
    if (x_language == none) return {};
  if (x_language == "in") return "id";
  if (x_language == "iw") return "he";
  return std::string(x_language);
}

std::optional<Instant> time_of_id(std::string_view id) {
  constexpr std::int64_t kEpochMillis = 1'288'834'974'657;
  constexpr std::int64_t kFirstWithTime = std::int64_t{1} << 40;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value);
  if (error != std::errc() || end != id.data() + id.size() || value < kFirstWithTime) return std::nullopt;
  return from_micros(((value >> 22) + kEpochMillis) * 1'000);
}

}  // namespace seva::twitter
