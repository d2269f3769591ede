#include "category_choice.hpp"

#include <algorithm>
#include <array>

namespace seva::police {
namespace {

constexpr std::string_view kCategories =
#include "lexicon/categories.inc"
    ;

constexpr std::array<std::string_view, 14> kHigh{"MURDER",           "KIDNAPPING", "SEXUAL_OFFENCE", "CHILD",   "MISSING",  "DOMESTIC_VIOLENCE",
                                                 "WOMEN_HARASSMENT", "SELF_HARM",  "THREAT",         "ROBBERY", "COMMUNAL", "FIRE",
                                                 "ACCIDENT",         "CYBER_FRAUD"};
constexpr std::array<std::string_view, 6> kLow{"QUERY", "FEEDBACK", "VERIFICATION", "LOST_ARTICLE", "CHALLAN", "OTHER"};
constexpr std::array<std::string_view, 2> kConfidential{"SEXUAL_OFFENCE", "CHILD"};
constexpr std::array<std::string_view, 2> kTraffic{"TRAFFIC", "CHALLAN"};

/// What each further phrase of a category adds, and how many count.
constexpr double kMoreWords = 0.15;
constexpr std::uint32_t kMostCounted = 3;

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

CategoryChooser::CategoryChooser() : lexicon_(kCategories), query_(lexicon_.index_of("QUERY")) {}

CategoryFinding CategoryChooser::choose(const text::Tokens& tokens) {
  evidence_.read(lexicon_, tokens);
  CategoryFinding finding;
  std::uint32_t best = 0;
  for (std::uint32_t feature = 0; feature < evidence_.features(); ++feature) {
    if (!evidence_.has(feature)) continue;
    finding.named += feature != query_ ? 1 : 0;
    const double weight = lexicon_.features()[feature].weight + kMoreWords * (std::min(evidence_.count(feature), kMostCounted) - 1);
    if (weight <= finding.weight) continue;
    finding.weight = weight;
    best = feature;
  }
  if (finding.weight == 0) return finding;
  finding.code = lexicon_.features()[best].name;
  for (const text::PhraseMatch& match : evidence_.matches())
    if (match.phrase == best) finding.words.push_back({match.offset, match.size});
  return finding;
}

Priority priority_of(std::string_view category) {
  if (holds(kHigh, category)) return Priority::high;
  return holds(kLow, category) ? Priority::low : Priority::normal;
}

bool is_light(std::string_view category) { return holds(kLow, category); }

bool is_confidential(std::string_view category) { return holds(kConfidential, category); }

bool is_traffic(std::string_view category) { return holds(kTraffic, category); }

}  // namespace seva::police
