#pragma once

#include <string>
#include <string_view>

#include "seva/text/characters.hpp"
#include "seva/text/utf8.hpp"

namespace seva::text {

namespace detail {

/// A Devanagari letter without its nukta (ड़ → ड), whether written as one code point or as two.
[[nodiscard]] constexpr char32_t without_nukta(char32_t c) {
  constexpr char32_t kBases[] = {0x915, 0x916, 0x917, 0x91C, 0x921, 0x922, 0x92B, 0x92F};
  if (c >= 0x958 && c <= 0x95F) return kBases[c - 0x958];
  if (c == 0x929 || c == 0x931 || c == 0x934) return c - 1;
  return c;
}

/// Whether a nasal letter, its vowel killed before `next`, is only another spelling of the anusvara: संबंध for सम्बन्ध.
[[nodiscard]] constexpr bool is_homorganic(char32_t nasal, char32_t next) {
  switch (nasal) {
    case 0x919: return next >= 0x915 && next <= 0x918;
    case 0x91E: return next >= 0x91A && next <= 0x91D;
    case 0x923: return next >= 0x91F && next <= 0x922;
    case 0x928: return next >= 0x924 && next <= 0x927;
    case 0x92E: return next >= 0x92A && next <= 0x92D;
    default: return false;
  }
}

/// Appends one word's folded form to `out`. `word` begins and ends with a letter, digit or joiner.
inline void fold_word(std::string_view word, std::string& out) {
  constexpr char32_t kNukta = 0x93C, kVirama = 0x94D, kAnusvara = 0x902;
  char32_t last = 0;
  int repeats = 0;
  const auto put = [&](char32_t c) {
    last = c;
    append(out, c);
  };
  for (std::size_t at = 0; at < word.size();) {
    const auto [raw, size] = code_point_at(word, at);
    at += size;
    if (raw < 0x80) {
      const char32_t c = raw >= 'A' && raw <= 'Z' ? raw - 'A' + 'a' : raw;
      if (c == '\'' || c == '`' || c == '_') continue;
      const bool is_letter = c < '0' || c > '9';
      repeats = is_letter && c == last ? repeats + 1 : 0;
      if (repeats == 2) out.pop_back();
      if (repeats >= 2) continue;
      put(c);
      continue;
    }
    if (raw == kNukta || class_of(raw) == CharacterClass::joiner || class_of(raw) == CharacterClass::apostrophe) continue;
    if (raw >= 0x966 && raw <= 0x96F) {
      put(raw - 0x966 + '0');
      continue;
    }
    const char32_t c = raw == 0x901 ? kAnusvara : without_nukta(raw);
    if (is_devanagari(c) && at < word.size()) {
      const auto next = code_point_at(word, at);
      if (next.value == kVirama && at + next.size < word.size() && is_homorganic(c, without_nukta(code_point_at(word, at + next.size).value))) {
        at += next.size;
        put(kAnusvara);
        continue;
      }
      if (c == 0x92F && last != 0 && last != kVirama && (next.value == 0x947 || next.value == 0x940)) {
        at += next.size;
        put(next.value == 0x947 ? 0x90F : 0x908);
        continue;
      }
    }
    put(c);
  }
  if (last == 0x93F || last == 0x941) {
    out.resize(out.size() - 3);
    append(out, last + 1);
  }
}

}  // namespace detail

/// One word as it is compared: ASCII in lower case; letters repeated three times and more written once; apostrophes, joiners and nuktas left out;
/// chandrabindu as anusvara; half nasals before their own stops as anusvara (सम्बन्ध, संबंध); ये and यी after a letter as ए and ई (गयी, गई);
/// a final short i or u long (स्थिति, स्थिती); Devanagari digits as 0 to 9. Vowel signs stay. Nothing is guessed beyond spelling.
[[nodiscard]] inline std::string fold(std::string_view word) {
  std::string out;
  detail::fold_word(word, out);
  return out;
}

/// The sound of a Hindi word typed in Latin letters, from its folded form, so that spellings meet: chhedkhani, chedkhaani; zameen, jamin; bachaao,
/// bachao. Double letters are written once, ee and ii as i, oo as u, aa as a, z as j, w as v, ph as f, q and ck as k, chh as ch, a final y as i. Only
/// for Hindi: English words would meet others. Appends to `out`.
inline void append_sound(std::string_view folded, std::string& out) {
  char last = 0;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    char c = folded[at];
    const char next = at + 1 < folded.size() ? folded[at + 1] : '\0';
    if (c == 'e' && next == 'e') {
      c = 'i';
      ++at;
    } else if (c == 'o' && next == 'o') {
      c = 'u';
      ++at;
    } else if (c == 'p' && next == 'h') {
      c = 'f';
      ++at;
    } else if (c == 'c' && next == 'k') {
      c = 'k';
      ++at;
    } else if (c == 'c' && next == 'h' && at + 2 < folded.size() && folded[at + 2] == 'h') {
      out += c;
      last = 'h';
      out += last;
      at += 2;
      continue;
    } else if (c == 'z') {
      c = 'j';
    } else if (c == 'w') {
      c = 'v';
    } else if (c == 'q') {
      c = 'k';
    } else if (c == 'y' && next == '\0' && last != 0) {
      c = 'i';
    }
    const bool is_digit = c >= '0' && c <= '9';
    if (c == last && !is_digit) continue;
    out += c;
    last = c;
  }
}

}  // namespace seva::text
