#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace seva::domain {

/// How a channel counts the length of a text: each code point weighs 1 or the default, links and emoji have weights of their own.
/// A channel's manifest gives it as data.
struct LengthRule {
  std::uint32_t limit = 0;
  std::uint32_t default_weight = 1;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> weight_one;  ///< ranges of code points that weigh 1, ends included
  std::uint32_t url_weight = 0;                                     ///< of each link as a whole; 0: links count as text
  std::uint32_t emoji_weight = 0;                                   ///< of each emoji sequence as a whole; 0: emoji count as text
};

/// The length of a text, which is brought to NFC first. A link is http://, https:// or a bare t.co/ in any case, and the
/// ASCII characters that follow, without punctuation at the end. X also takes a bare example.org for a link: write the scheme.
/// An emoji sequence is joined by ZWJ, variation selectors, skin tones, keycaps, tags, or is a pair of regional indicators (UTS #51).
[[nodiscard]] std::size_t weighted_length(const std::string& text, const LengthRule& rule);

}  // namespace seva::domain
