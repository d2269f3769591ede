#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace seva::domain {

/// The words of a text in their order: runs of letters, marks and digits, with the differences of case removed. `text` is well-formed UTF-8.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// Roughly how a word sounds, so that a word finds its other spellings: पानी, pani and paani; बिजली, bijli and bijlee. Devanagari is written in Latin
/// letters, every a is left out, long and short vowels are one, w is v, doubled letters are single, sh is s. Other scripts, numbers and what would be
/// a single letter stay as they are. `word` is one of words_of().
/// The start of a word sounds as the start of its sound, apart from a vowel that is cut in two.
[[nodiscard]] std::string sound_of(std::string_view word);

}  // namespace seva::domain
