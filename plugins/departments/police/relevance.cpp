#include "relevance.hpp"

#include <algorithm>
#include <cmath>

namespace seva::police {
namespace {

using text::Tone;

constexpr std::string_view kBearing =
#include "lexicon/bearing.inc"
    ;

/// The features of bearing.inc, in its order.
enum Bearing : std::uint32_t { other_body = 0, police_named, police_news };

// Log-odds.
constexpr double kNothingSaid = -1.9;
constexpr double kOffenceTold = 2.55;
constexpr double kStrongOffence = 0.5;  ///< where the words leave no doubt about the category
constexpr double kSeveralOffences = 0.3;
constexpr double kAsksThePolice = 3.0;
constexpr double kPlaceNamed = 0.5;
constexpr double kDangerNow = 3.0;
constexpr double kFigureOfSpeech = -1.2;
constexpr double kStrongFrom = 1.9;
constexpr double kBesideAnOffence = 0.6;  ///< so much less does another office's business count where an offence is told
constexpr double kLongText = 120;         ///< words; in longer ones, words that speak against it are there by chance

constexpr double kShownFrom = 0.2;
constexpr double kActionable = 0.5;
constexpr std::size_t kMostReasons = 6;
constexpr std::string_view kQuery = "QUERY";

/// Log-odds as a weight between -1 and 1.
double as_weight(double log_odds) { return std::round(std::tanh(log_odds / 2) * 1000) / 1000; }

}  // namespace

RelevanceJudge::RelevanceJudge() : tone_lexicon_(text::tone_lexicon()), bearing_lexicon_(kBearing) {}

void RelevanceJudge::weigh(const text::Lexicon& lexicon, const text::Evidence& evidence, double against, Sum& sum) const {
  for (std::uint32_t feature = 0; feature < evidence.features(); ++feature) {
    if (!evidence.has(feature)) continue;
    const double weight = lexicon.features()[feature].weight;
    const double part = weight * text::Evidence::saturated(evidence.count(feature)) * (weight < 0 ? against : 1);
    sum.log_odds += part;
    if (std::abs(part) < kShownFrom) continue;
    Reason reason{Aspect::relevance, lexicon.features()[feature].name, {}, as_weight(part), {}};
    for (const text::PhraseMatch& match : evidence.matches())
      if (match.phrase == feature) reason.words.push_back({match.offset, match.size});
    sum.reasons.push_back(std::move(reason));
  }
}

void RelevanceJudge::weigh_findings(const Findings& findings, Sum& sum) {
  const CategoryFinding& category = *findings.category;
  if (findings.is_danger_now) sum.log_odds += kDangerNow;
  if (findings.is_figure_of_speech && category.code != kQuery) sum.log_odds += kFigureOfSpeech;
  if (findings.names_a_place) sum.log_odds += kPlaceNamed;
  if (category.code.empty()) return;
  const bool asks = category.code == kQuery;
  const double told = asks ? kAsksThePolice : kOffenceTold + (category.weight >= kStrongFrom ? kStrongOffence : 0);
  sum.log_odds += told + (category.named > 1 ? kSeveralOffences : 0);
  sum.reasons.push_back({Aspect::relevance, asks ? "asks_police" : "offence_told", {}, as_weight(told), category.words});
}

RelevanceKind RelevanceJudge::kind_of(double score, const Findings& findings) const {
  const bool has_failed = tone_.has(index(Tone::no_answer)) || tone_.has(index(Tone::demand));
  const bool asks = tone_.has(index(Tone::asks_way)) || findings.category->code == kQuery;
  if (findings.is_danger_now) return RelevanceKind::grievance;
  const bool is_about_service = findings.category->named == 0 || is_light(findings.category->code);
  if (asks && is_about_service && !has_failed) return RelevanceKind::query;
  if (score >= kActionable) return RelevanceKind::grievance;
  return tone_.has(index(Tone::praise)) && !tone_.has(index(Tone::greeting)) ? RelevanceKind::praise : RelevanceKind::chatter;
}

Relevance RelevanceJudge::judge(const text::Tokens& tokens, const Findings& findings) {
  tone_.read(tone_lexicon_, tokens);
  bearing_.read(bearing_lexicon_, tokens);
  Sum sum;
  sum.log_odds = kNothingSaid;
  weigh_findings(findings, sum);
  const bool is_told = findings.category->named > 0;
  const double by_length = std::min(1.0, kLongText / static_cast<double>(std::max<std::size_t>(tokens.size(), 1)));
  weigh(bearing_lexicon_, bearing_, by_length, sum);
  if (is_told && bearing_.has(other_body)) sum.log_odds -= kBesideAnOffence * by_length * bearing_lexicon_.features()[other_body].weight;
  weigh(tone_lexicon_, tone_, by_length, sum);
  std::stable_sort(sum.reasons.begin(), sum.reasons.end(),
                   [](const Reason& left, const Reason& right) { return std::abs(left.weight) > std::abs(right.weight); });
  if (sum.reasons.size() > kMostReasons) sum.reasons.resize(kMostReasons);
  Relevance relevance;
  relevance.score = 1 / (1 + std::exp(-sum.log_odds));
  relevance.kind = kind_of(relevance.score, findings);
  relevance.reasons = std::move(sum.reasons);
  return relevance;
}

}  // namespace seva::police
