#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "seva/text/lexicon.hpp"

namespace seva::text {

/// What of a lexicon a text holds: how often each feature, and where. Its memory is used anew with each text.
class Evidence {
 public:
  void read(const Lexicon& lexicon, const Tokens& tokens) {
    lexicon.find(tokens, matches_);
    counts_.assign(lexicon.features().size(), 0);
    for (const PhraseMatch& match : matches_) ++counts_[match.phrase];
  }

  /// In the order of the text.
  [[nodiscard]] std::span<const PhraseMatch> matches() const { return matches_; }
  [[nodiscard]] std::uint32_t count(std::uint32_t feature) const { return counts_[feature]; }
  [[nodiscard]] bool has(std::uint32_t feature) const { return counts_[feature] != 0; }

  /// How much `count` findings of one feature count: the first wholly, the second and third by four tenths, more not at all.
  [[nodiscard]] static constexpr double saturated(std::uint32_t count) {
    constexpr double kLaterFindings = 0.4;
    return count == 0 ? 0.0 : 1.0 + kLaterFindings * (std::min(count, 3U) - 1);
  }

  [[nodiscard]] std::size_t features() const { return counts_.size(); }

 private:
  std::vector<PhraseMatch> matches_;
  std::vector<std::uint32_t> counts_;
};

}  // namespace seva::text
