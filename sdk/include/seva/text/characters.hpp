#pragma once

#include <cstdint>

namespace seva::text {

/// What a code point does in a word.
enum class CharacterClass : std::uint8_t {
  letter = 1,  ///< of any script, with vowel signs and other marks
  digit,       ///< 0 to 9 and ० to ९
  joiner,      ///< shows nothing: zero-width joiners, variation selectors, soft hyphens, skin tones
  apostrophe,  ///< inside a word it is left out
  emoji,
  sentence_end,  ///< a full stop, danda, question or exclamation mark, line break
  other
};

[[nodiscard]] constexpr bool is_devanagari(char32_t c) { return c >= 0x900 && c <= 0x97F; }
[[nodiscard]] constexpr bool is_vowel_sign(char32_t c) { return (c >= 0x93E && c <= 0x94C) || (c >= 0x962 && c <= 0x963); }
[[nodiscard]] constexpr bool is_devanagari_consonant(char32_t c) { return (c >= 0x915 && c <= 0x939) || (c >= 0x958 && c <= 0x95F); }

[[nodiscard]] constexpr bool is_joiner(char32_t c) {
  return (c >= 0x200B && c <= 0x200D) || c == 0xFEFF || c == 0xAD || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0x2060 ||
         (c >= 0xE0020 && c <= 0xE007F);
}

[[nodiscard]] constexpr bool is_emoji(char32_t c) {
  return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0x2300 && c <= 0x23FF);
}

[[nodiscard]] constexpr CharacterClass class_of(char32_t c) {
  using enum CharacterClass;
  if (c < 0x80) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return letter;
    if (c >= '0' && c <= '9') return digit;
    if (c == '\'' || c == '`') return apostrophe;
    return c == '.' || c == '!' || c == '?' || c == '\n' || c == ';' ? sentence_end : other;
  }
  if (is_devanagari(c)) {
    if (c >= 0x966 && c <= 0x96F) return digit;
    if (c == 0x964 || c == 0x965) return sentence_end;
    return c == 0x970 ? other : letter;
  }
  if (is_joiner(c)) return joiner;
  if (c == 0x2019 || c == 0x2018) return apostrophe;
  if (is_emoji(c)) return emoji;
  if (c < 0xC0 || c == 0xD7 || c == 0xF7 || c == 0xFFFD) return other;
  if (c == 0x2026) return sentence_end;
  if ((c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE10 && c <= 0xFE6F)) return other;
  return letter;
}

}  // namespace seva::text
