#include "category_choice.hpp"

#include <algorithm>
#include <array>

namespace seva::telecom {
namespace {

constexpr std::string_view kCategories =
#include "lexicon/categories.inc"
    ;

struct Kind {
  std::string_view code;
  Family family;
  Priority priority;
};

using enum Priority;
constexpr std::array<Kind, 34> kKinds{{{"CALL_DROP", Family::telephones, normal},
                                       {"NO_NETWORK", Family::telephones, normal},
                                       {"SLOW_DATA", Family::telephones, normal},
                                       {"BROADBAND_DOWN", Family::telephones, normal},
                                       {"LANDLINE_DEAD", Family::telephones, normal},
                                       {"LINE_DAMAGE", Family::telephones, high},
                                       {"BILLING", Family::telephones, normal},
                                       {"RECHARGE", Family::telephones, normal},
                                       {"REFUND", Family::telephones, normal},
                                       {"PORTING", Family::telephones, normal},
                                       {"SIM", Family::telephones, normal},
                                       {"NEW_CONNECTION", Family::telephones, normal},
                                       {"DISCONNECTION", Family::telephones, normal},
                                       {"VAS", Family::telephones, normal},
                                       {"UNWANTED_CALLS", Family::telephones, normal},
                                       {"FRAUD_CALL", Family::telephones, high},
                                       {"ABUSIVE_CALLS", Family::telephones, high},
                                       {"TOWER", Family::telephones, normal},
                                       {"TELECOM_STAFF", Family::telephones, normal},
                                       {"POST_LATE", Family::post, normal},
                                       {"POST_LOST", Family::post, normal},
                                       {"POST_DAMAGED", Family::post, normal},
                                       {"POST_TRACKING", Family::post, normal},
                                       {"MONEY_ORDER", Family::post, normal},
                                       {"POST_SAVINGS", Family::post, normal},
                                       {"PENSION", Family::any, high},
                                       {"POST_INSURANCE", Family::post, normal},
                                       {"POST_OFFICE", Family::post, normal},
                                       {"POST_STAFF", Family::post, normal},
                                       {"POST_SERVICE", Family::post, normal},
                                       {"BRIBE", Family::any, high},
                                       {"QUERY", Family::any, low},
                                       {"FEEDBACK", Family::any, low},
                                       {"OTHER", Family::any, low}}};

constexpr std::array<std::string_view, 3> kRegulators{"TOWER", "FRAUD_CALL", "ABUSIVE_CALLS"};
constexpr std::array<std::string_view, 2> kFixedLines{"LANDLINE_DEAD", "BROADBAND_DOWN"};

/// What each further phrase of a category adds, and how many count.
constexpr double kMoreWords = 0.15;
constexpr std::uint32_t kMostCounted = 3;
/// What the words of another family count beside those of the one that is addressed.
constexpr double kOfOthers = 0.7;
/// What a thing and a trouble together weigh: less than any phrase that means a category.
constexpr double kComposed = 1.15;

const Kind* kind_of(std::string_view code) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& kind) { return kind.code == code; });
  return found == kKinds.end() ? nullptr : &*found;
}

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

CategoryChooser::CategoryChooser() : lexicon_(kCategories), query_(lexicon_.index_of("QUERY")) {}

CategoryFinding CategoryChooser::choose(const text::Tokens& tokens, Family preferred) {
  evidence_.read(lexicon_, tokens);
  CategoryFinding finding;
  finding.asks = evidence_.has(query_);
  std::uint32_t best = 0;
  double best_weight = 0;
  for (std::uint32_t feature = 0; feature < evidence_.features(); ++feature) {
    if (!evidence_.has(feature)) continue;
    finding.named += feature != query_ ? 1 : 0;
    const double weight = lexicon_.features()[feature].weight + kMoreWords * (std::min(evidence_.count(feature), kMostCounted) - 1);
    const Family family = family_of(lexicon_.features()[feature].name);
    const bool is_of_others = preferred != Family::any && family != Family::any && family != preferred;
    const double compared = is_of_others ? weight * kOfOthers : weight;
    if (compared <= best_weight) continue;
    best_weight = compared;
    finding.weight = weight;
    best = feature;
  }
  const bool may_compose = finding.weight < kComposed && (!finding.asks || finding.named > 0);
  if ((may_compose && compose(tokens, finding)) || finding.weight == 0) return finding;
  finding.code = lexicon_.features()[best].name;
  finding.family = family_of(finding.code);
  for (const text::PhraseMatch& match : evidence_.matches())
    if (match.phrase == best) finding.words.push_back({match.offset, match.size});
  return finding;
}

bool CategoryChooser::compose(const text::Tokens& tokens, CategoryFinding& finding) {
  Composed composed = composer_.compose(tokens);
  if (composed.category.empty()) return false;
  finding.code = composed.category;
  finding.family = family_of(composed.category);
  finding.weight = kComposed;
  finding.named = std::max(finding.named, 1U);
  finding.words = std::move(composed.words);
  return true;
}

Family family_of(std::string_view category) {
  const Kind* kind = kind_of(category);
  return kind == nullptr ? Family::any : kind->family;
}

Priority priority_of(std::string_view category) {
  const Kind* kind = kind_of(category);
  return kind == nullptr ? normal : kind->priority;
}

bool is_light(std::string_view category) { return priority_of(category) == low; }
bool is_confidential(std::string_view category) { return category == "ABUSIVE_CALLS"; }
bool is_the_regulators(std::string_view category) { return holds(kRegulators, category); }
bool may_be_the_regulators(std::string_view category) { return is_the_regulators(category) || category == "UNWANTED_CALLS"; }
bool is_fixed_line(std::string_view category) { return holds(kFixedLines, category); }
bool is_between_operators(std::string_view category) { return category == "PORTING"; }

}  // namespace seva::telecom
