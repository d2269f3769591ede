#include "domain/text_length.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "domain/unicode.hpp"

namespace seva::domain {
namespace {

constexpr UChar32 kJoiner = 0x200D;
constexpr UChar32 kEmojiVariation = 0xFE0F;
constexpr UChar32 kKeycap = 0x20E3;
constexpr std::u32string_view kTrailing = U".,;:!?'\"()[]{}";

std::vector<UChar32> code_points_of(const std::string& text) {
  std::vector<UChar32> code_points;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t place = 0; place < size;) {
    UChar32 code_point = 0;
    U8_NEXT(bytes, place, size, code_point);
    code_points.push_back(code_point);
  }
  return code_points;
}

bool is_regional(UChar32 code_point) { return u_hasBinaryProperty(code_point, UCHAR_REGIONAL_INDICATOR) != 0; }
bool is_pictograph(UChar32 code_point) { return u_hasBinaryProperty(code_point, UCHAR_EMOJI_PRESENTATION) != 0; }
bool is_skin_tone(UChar32 code_point) { return u_hasBinaryProperty(code_point, UCHAR_EMOJI_MODIFIER) != 0; }

/// Spells out the flag of a region.
bool is_tag(UChar32 code_point) { return code_point >= 0xE0020 && code_point <= 0xE007F; }

/// Behind one of these X sees no link.
bool is_joined_to_links(UChar32 code_point) {
  return code_point < 0x80 && (u_isalnum(code_point) != 0 || code_point == '@' || code_point == '$' || code_point == '#');
}

bool is_link_character(UChar32 code_point) { return code_point > 0x20 && code_point < 0x7F && code_point != '<' && code_point != '>'; }

class MeasuredText {
 public:
  explicit MeasuredText(const std::string& text) : code_points_(code_points_of(text)) {}

  [[nodiscard]] UChar32 at(std::size_t place) const { return place < code_points_.size() ? code_points_[place] : 0; }
  [[nodiscard]] std::size_t size() const { return code_points_.size(); }

  /// How many code points the link at this place has; 0: there is none.
  [[nodiscard]] std::size_t link_at(std::size_t place) const {
    if (!starts_with(place, U"http://") && !starts_with(place, U"https://") && !starts_with(place, U"t.co/")) return 0;
    if (place > 0 && is_joined_to_links(at(place - 1))) return 0;
    std::size_t end = place;
    while (is_link_character(at(end))) ++end;
    while (kTrailing.find(static_cast<char32_t>(at(end - 1))) != std::u32string_view::npos) --end;
    return end - place;
  }

  /// How many code points the emoji sequence at this place has; 0: there is none.
  [[nodiscard]] std::size_t emoji_at(std::size_t place) const {
    if (is_regional(at(place))) return is_regional(at(place + 1)) ? 2 : 1;
    std::size_t end = place + element_at(place);
    if (end == place) return 0;
    while (at(end) == kJoiner && element_at(end + 1) > 0) end += 1 + element_at(end + 1);
    return end - place;
  }

 private:
  [[nodiscard]] bool starts_with(std::size_t place, std::u32string_view word) const {
    for (std::size_t step = 0; step < word.size(); ++step)
      if (u_tolower(at(place + step)) != static_cast<UChar32>(word[step])) return false;
    return true;
  }

  /// One emoji with what modifies it.
  [[nodiscard]] std::size_t element_at(std::size_t place) const {
    const UChar32 first = at(place);
    const bool is_styled = at(place + 1) == kEmojiVariation && u_hasBinaryProperty(first, UCHAR_EMOJI) != 0;
    if (!is_pictograph(first) && !is_styled) return 0;
    std::size_t size = is_styled ? 2 : 1;
    if (is_skin_tone(at(place + size))) ++size;
    if (at(place + size) == kEmojiVariation) ++size;
    if (at(place + size) == kKeycap) ++size;
    while (is_tag(at(place + size))) ++size;
    return size;
  }

  std::vector<UChar32> code_points_;
};

std::size_t weight_of(UChar32 code_point, const LengthRule& rule) {
  const auto value = static_cast<std::uint32_t>(code_point);
  const bool is_light =
      std::any_of(rule.weight_one.begin(), rule.weight_one.end(), [&](const auto& range) { return range.first <= value && value <= range.second; });
  return is_light ? 1 : rule.default_weight;
}

}  // namespace

std::size_t weighted_length(const std::string& text, const LengthRule& rule) {
  const MeasuredText counted(to_nfc(text));
  std::size_t length = 0;
  for (std::size_t place = 0; place < counted.size();) {
    const std::size_t link = rule.url_weight > 0 ? counted.link_at(place) : 0;
    const std::size_t emoji = rule.emoji_weight > 0 && link == 0 ? counted.emoji_at(place) : 0;
    length += link > 0 ? rule.url_weight : emoji > 0 ? rule.emoji_weight : weight_of(counted.at(place), rule);
    place += std::max<std::size_t>({link, emoji, 1});
  }
  return length;
}

}  // namespace seva::domain
