#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "seva/text/evidence.hpp"

namespace seva::text {

enum class UrgencyLevel : std::uint8_t {
  none = 1,
  past,  ///< words of danger, but of what is over, or of what lies back
  now    ///< somebody is in danger while they write
};

/// What was found out about danger, and by which words.
struct Urgency {
  UrgencyLevel level = UrgencyLevel::none;
  bool is_self_harm = false;
  bool is_figurative = false;  ///< it speaks of films, matches, campaigns, prices
  std::vector<PhraseMatch> alarming;
  std::vector<PhraseMatch> calming;  ///< the words that spoke for the past, a figure of speech, or a happy end
};

/// Tells danger now from danger that is told, joked or warned of. Words of violence and calls for help count as they stand; an accident counts
/// with people hurt; words of the past, of films, prices and campaigns, and of rescue take it back. English, Hindi, Hindi in Latin letters.
/// Make one at the start and keep it. One thread at a time.
class UrgencyReader {
 public:
  UrgencyReader() : lexicon_(kSource) {}
  void read(const Tokens& tokens, Urgency& urgency);

 private:
  /// In the order of urgency.inc.
  enum Feature : std::uint32_t { cry = 0, violence_now, danger, self_harm, vow, accident, injured, now, past, figurative, over };
  static constexpr std::string_view kSource =
#include "seva/text/urgency.inc"
      ;
  [[nodiscard]] bool is_alarming(std::uint32_t feature) const {
    return feature <= vow || (evidence_.has(accident) && (feature == accident || feature == injured) && evidence_.has(injured));
  }

  /// In a long text only what stands in the alarming sentences and those beside them says when it happens.
  [[nodiscard]] bool stands_near(Feature feature, const Tokens& tokens, const Urgency& urgency) const;

  static constexpr std::size_t kLongFrom = 80;  ///< words

  Lexicon lexicon_;
  Evidence evidence_;
};

inline bool UrgencyReader::stands_near(Feature feature, const Tokens& tokens, const Urgency& urgency) const {
  if (tokens.size() < kLongFrom) return evidence_.has(feature);
  for (const PhraseMatch& match : evidence_.matches()) {
    if (match.phrase != feature) continue;
    const std::uint32_t sentence = tokens[match.first_token].sentence;
    for (const PhraseMatch& alarm : urgency.alarming)
      if (sentence + 1 >= tokens[alarm.first_token].sentence && sentence <= tokens[alarm.first_token].sentence + 1) return true;
  }
  return false;
}

inline void UrgencyReader::read(const Tokens& tokens, Urgency& urgency) {
  urgency.level = UrgencyLevel::none;
  urgency.is_self_harm = false;
  urgency.alarming.clear();
  urgency.calming.clear();
  evidence_.read(lexicon_, tokens);
  urgency.is_figurative = evidence_.has(figurative);
  for (const PhraseMatch& match : evidence_.matches()) {
    if (is_alarming(match.phrase)) urgency.alarming.push_back(match);
    if (match.phrase >= past) urgency.calming.push_back(match);
  }
  if (urgency.alarming.empty()) return;
  urgency.is_self_harm = evidence_.has(self_harm) || evidence_.has(vow);
  const bool is_insisting = evidence_.has(cry) && evidence_.count(cry) + evidence_.count(violence_now) + evidence_.count(danger) >= 2;
  const bool lies_back = stands_near(past, tokens, urgency) && !stands_near(now, tokens, urgency) && !evidence_.has(cry) && !evidence_.has(vow);
  if (evidence_.has(figurative) && !is_insisting)
    urgency.level = UrgencyLevel::none;
  else if (lies_back || (evidence_.has(over) && !is_insisting))
    urgency.level = UrgencyLevel::past;
  else
    urgency.level = UrgencyLevel::now;
}

}  // namespace seva::text
