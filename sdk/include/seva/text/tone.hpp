#pragma once

#include <cstdint>
#include <string_view>

#include "seva/text/lexicon.hpp"

namespace seva::text {

/// How a message speaks, whatever it speaks of; the features of tone_lexicon() in this order, with the weights written there (log-odds that somebody
/// must act).
enum class Tone : std::uint32_t {
  request = 0,  ///< asks for help or for something to be done
  demand,       ///< wants somebody to be dealt with
  no_answer,    ///< nobody heard, nobody acted
  failure,      ///< something does not work
  anger,
  own_case,  ///< speaks of oneself and one's own people
  lasting,   ///< since, every day, again
  right_now,
  question,
  asks_way,  ///< asks how, where, by which number: wants to know, not to complain
  praise,
  not_praise,  ///< words of praise that are none: "not good", "thanks in advance", "good morning"
  broadcast,   ///< tells news
  opinion,     ///< politics, jokes, films, the world as it should be
  greeting,    ///< wishes to everybody
  count
};

/// English, Hindi and Hindi in Latin letters. Make one at the start and keep it.
[[nodiscard]] inline Lexicon tone_lexicon() {
  constexpr std::string_view kSource =
#include "seva/text/tone.inc"
      ;
  return Lexicon(kSource);
}

[[nodiscard]] constexpr std::uint32_t index(Tone tone) { return static_cast<std::uint32_t>(tone); }

}  // namespace seva::text
