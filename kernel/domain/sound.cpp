#include "domain/sound.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

#include "domain/unicode.hpp"

namespace seva::domain {
namespace {

constexpr UChar32 kFirstDevanagari = 0x0900;
constexpr std::size_t kDevanagari = 0x80;

/// U+0900 to U+097F, sixteen a line. Without a: it is left out everywhere.
constexpr std::array<std::string_view, kDevanagari> kLatin = {
    // clang-format off
    "n", "n", "n", "", "", "", "", "i", "i", "u", "u", "ri", "l", "e", "e", "e",
    "i", "o", "o", "o", "u", "k", "kh", "g", "gh", "n", "ch", "ch", "j", "jh", "n", "t",
    "th", "d", "dh", "n", "t", "th", "d", "dh", "n", "n", "p", "f", "b", "bh", "m", "y",
    "r", "r", "l", "l", "l", "v", "s", "s", "s", "h", "", "", "", "", "", "i",
    "i", "u", "u", "ri", "ri", "e", "e", "e", "i", "o", "o", "o", "u", "", "e", "u",
    "om", "", "", "", "", "", "", "", "k", "kh", "g", "j", "d", "dh", "f", "y",
    "ri", "l", "l", "l", "", "", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
    "", "", "e", "o", "o", "u", "u", "u", "d", "j", "y", "g", "j", "", "d", "b",
    // clang-format on
};

bool is_of_word(UChar32 code_point) {
  return u_isalnum(code_point) != 0 || (U_GET_GC_MASK(code_point) & (U_GC_MN_MASK | U_GC_MC_MASK | U_GC_N_MASK | U_GC_L_MASK)) != 0;
}

/// The word in Latin letters; empty where it holds something else than Latin and Devanagari.
std::string in_latin(std::string_view word) {
  std::string latin;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
  const auto size = static_cast<std::int32_t>(word.size());
  for (std::int32_t place = 0; place < size;) {
    UChar32 code_point = 0;
    U8_NEXT(bytes, place, size, code_point);
    if (code_point >= 0 && code_point < 0x80)
      latin += static_cast<char>(code_point);
    else if (code_point >= kFirstDevanagari && code_point < kFirstDevanagari + static_cast<UChar32>(kDevanagari))
      latin += kLatin[static_cast<std::size_t>(code_point - kFirstDevanagari)];
    else
      return {};
  }
  return latin;
}

void replace_all(std::string& text, std::string_view spelling, std::string_view sound) {
  for (std::size_t place = text.find(spelling); place != std::string::npos; place = text.find(spelling, place + sound.size()))
    text.replace(place, spelling.size(), sound);
}

/// What people write differently and say alike.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kAlike = {{{"ee", "i"},
                                                                                   {"oo", "u"},
                                                                                   {"ei", "e"},
                                                                                   {"w", "v"},
                                                                                   {"ph", "f"},
                                                                                   {"q", "k"},
                                                                                   {"x", "ks"},
                                                                                   {"z", "j"},
                                                                                   {"sh", "s"},
                                                                                   {"chh", "ch"},
                                                                                   {"mp", "np"},
                                                                                   {"mb", "nb"},
                                                                                   {"a", ""}}};

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const std::string folded = case_folded(text);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(folded.data());
  const auto size = static_cast<std::int32_t>(folded.size());
  bool is_in_word = false;
  for (std::int32_t place = 0; place < size;) {
    const std::int32_t begin = place;
    UChar32 code_point = 0;
    U8_NEXT(bytes, place, size, code_point);
    const bool belongs = code_point >= 0 && is_of_word(code_point);
    if (belongs && !is_in_word) words.emplace_back();
    if (belongs) words.back().append(folded, static_cast<std::size_t>(begin), static_cast<std::size_t>(place - begin));
    is_in_word = belongs;
  }
  return words;
}

std::string sound_of(std::string_view word) {
  std::string sound = in_latin(word);
  if (sound.empty() || sound.find_first_not_of("0123456789") == std::string::npos) return sound.empty() ? std::string(word) : sound;
  for (const auto& [spelling, alike] : kAlike) replace_all(sound, spelling, alike);
  std::string single;
  for (const char symbol : sound)
    if (single.empty() || single.back() != symbol || (symbol >= '0' && symbol <= '9')) single += symbol;
  constexpr std::size_t kShortest = 2;
  return single.size() < kShortest ? std::string(word) : single;
}

}  // namespace seva::domain
