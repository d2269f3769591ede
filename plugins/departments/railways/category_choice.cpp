#include "category_choice.hpp"

#include <algorithm>
#include <array>

namespace seva::railways {
namespace {

constexpr std::string_view kCategories =
#include "lexicon/categories.inc"
    ;

constexpr std::array<std::string_view, 11> kCritical{"MEDICAL", "WOMEN_SAFETY", "MISSING_PERSON", "ROBBERY",         "THEFT",    "ASSAULT",
                                                     "FIRE",    "ACCIDENT",     "TRACK_SAFETY",   "SUSPECT_ARTICLE", "SELF_HARM"};
constexpr std::array<std::string_view, 3> kOther{"QUERY", "FEEDBACK", "OTHER"};
constexpr std::array<std::string_view, 8> kOfLife{"MEDICAL", "WOMEN_SAFETY", "ROBBERY",         "ASSAULT",
                                                  "FIRE",    "ACCIDENT",     "SUSPECT_ARTICLE", "SELF_HARM"};
constexpr std::array<std::string_view, 1> kConfidential{"WOMEN_SAFETY"};
constexpr std::array<std::string_view, 4> kLight{"SUGGESTION", "RECRUITMENT", "FEEDBACK", "OTHER"};

/// What each further phrase of a category adds, and how many count.
constexpr double kMoreWords = 0.15;
constexpr std::uint32_t kMostCounted = 3;

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

std::string_view name_of(PostClass post_class) {
  switch (post_class) {
    case PostClass::critical: return "critical";
    case PostClass::non_critical: return "non_critical";
    case PostClass::suggestion: return "suggestion";
    case PostClass::other: return "other";
  }
  return {};
}

PostClass group_of(std::string_view category) {
  if (holds(kCritical, category)) return PostClass::critical;
  if (category == "SUGGESTION") return PostClass::suggestion;
  return holds(kOther, category) || category.empty() ? PostClass::other : PostClass::non_critical;
}

bool is_of_life(std::string_view category) { return holds(kOfLife, category); }

bool is_confidential(std::string_view category) { return holds(kConfidential, category); }

bool is_light(std::string_view category) { return holds(kLight, category); }

void CategoryFinding::take_illness() {
  code = "MEDICAL";
  group = PostClass::critical;
  words = illness;
  is_presumed = true;
  ++named;
}

CategoryChooser::CategoryChooser() : lexicon_(kCategories), query_(lexicon_.index_of("QUERY")), illness_(lexicon_.index_of("ILLNESS")) {
  for (const text::Feature& feature : lexicon_.features()) groups_.push_back(group_of(feature.name));
}

void CategoryChooser::choose(const text::Tokens& tokens, CategoryFinding& finding) {
  evidence_.read(lexicon_, tokens);
  finding = {};
  finding.asks = evidence_.has(query_);
  for (const text::PhraseMatch& match : evidence_.matches())
    if (match.phrase == illness_) finding.illness.push_back({match.offset, match.size});
  std::uint32_t best = 0;
  for (std::uint32_t feature = 0; feature < evidence_.features(); ++feature) {
    if (!evidence_.has(feature) || feature == illness_) continue;
    finding.named += groups_[feature] == PostClass::critical || groups_[feature] == PostClass::non_critical ? 1 : 0;
    const double weight = lexicon_.features()[feature].weight + kMoreWords * (std::min(evidence_.count(feature), kMostCounted) - 1);
    if (weight <= finding.weight) continue;
    finding.weight = weight;
    best = feature;
  }
  if (finding.weight == 0) return;
  finding.code = lexicon_.features()[best].name;
  finding.group = groups_[best];
  for (const text::PhraseMatch& match : evidence_.matches())
    if (match.phrase == best) finding.words.push_back({match.offset, match.size});
}

}  // namespace seva::railways
