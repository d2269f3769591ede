#include "relevance.hpp"

#include <algorithm>
#include <cmath>

namespace seva::telecom {
namespace {

using text::Tone;

constexpr std::string_view kBearing =
#include "lexicon/bearing.inc"
    ;

/// The features of bearing.inc, in its order.
enum Bearing : std::uint32_t { other_body = 0, service_named, company_news, complains, time_matters };

// Log-odds.
constexpr double kNothingSaid = -2.1;
constexpr double kFaultTold = 2.55;
constexpr double kStrongFault = 0.5;  ///< where the words leave no doubt about the category
constexpr double kWeakFault = -1.8;   ///< the service is named, but nothing that is wrong with it
constexpr double kSeveralFaults = 0.3;
constexpr double kAsks = 3.4;
constexpr double kByHashtag = 1.2;  ///< who writes #PostalSeva mostly complains
constexpr double kParticulars = 0.5;
constexpr double kBodyNamed = 0.2;
constexpr double kDangerNow = 2.5;
constexpr double kFigureOfSpeech = -1.2;
constexpr double kStrongFrom = 1.5;
constexpr double kWeakBelow = 1.0;
constexpr double kBesideAFault = 0.75;      ///< so much less does another office's business count where a fault is told
constexpr double kNewsBesideAFault = 0.35;  ///< and so much less the news: "launched 5G, but no network here"
constexpr double kLongText = 120;           ///< words; in longer ones, words that speak against it are there by chance

constexpr double kShownFrom = 0.2;
constexpr double kActionable = 0.5;
constexpr std::size_t kMostReasons = 6;

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

/// "Electricity bill": all words of the category lie in those of another office's business.
bool RelevanceJudge::is_of_others(const CategoryFinding& category) const {
  return std::all_of(category.words.begin(), category.words.end(), [&](const Words& words) {
    return std::any_of(bearing_.matches().begin(), bearing_.matches().end(), [&](const text::PhraseMatch& match) {
      return match.phrase == other_body && words.offset < match.offset + match.size && match.offset < words.offset + words.size;
    });
  });
}

void RelevanceJudge::weigh_findings(const Findings& findings, Sum& sum) const {
  const CategoryFinding& category = *findings.category;
  if (findings.is_danger_now) sum.log_odds += kDangerNow;
  if (findings.is_figure_of_speech && !category.asks) sum.log_odds += kFigureOfSpeech;
  if (findings.is_by_hashtag) {
    sum.log_odds += kByHashtag;
    sum.reasons.push_back({Aspect::relevance, "complaint_hashtag", {}, as_weight(kByHashtag), {}});
  }
  if (findings.gives_particulars) {
    sum.log_odds += kParticulars;
    sum.reasons.push_back({Aspect::relevance, "particulars", {}, as_weight(kParticulars), {}});
  }
  if (findings.names_a_body) sum.log_odds += kBodyNamed;
  if (category.code.empty() || is_of_others(category)) return;
  const bool asks = is_question(findings);
  const double strength = category.weight >= kStrongFrom ? kStrongFault : category.weight < kWeakBelow ? kWeakFault : 0;
  const double told = asks ? kAsks : kFaultTold + strength;
  sum.log_odds += told + (category.named > 1 ? kSeveralFaults : 0);
  sum.reasons.push_back({Aspect::relevance, asks ? "asks_service" : "fault_told", {}, as_weight(told), category.words});
}

/// Who asks how something is done, and tells of nothing that failed, asks.
bool RelevanceJudge::is_question(const Findings& findings) const {
  for (const Tone tone : {Tone::no_answer, Tone::demand, Tone::failure, Tone::anger})
    if (tone_.has(index(tone))) return false;
  return findings.category->asks || (tone_.has(index(Tone::asks_way)) && findings.category->weight < kStrongFrom);
}

RelevanceKind RelevanceJudge::kind_of(double score, const Findings& findings) const {
  if (findings.is_danger_now) return RelevanceKind::grievance;
  if (is_question(findings)) return RelevanceKind::query;
  if (score >= kActionable) return RelevanceKind::grievance;
  return tone_.has(index(Tone::praise)) && !tone_.has(index(Tone::greeting)) ? RelevanceKind::praise : RelevanceKind::chatter;
}

Relevance RelevanceJudge::judge(const text::Tokens& tokens, const Findings& findings) {
  tone_.read(tone_lexicon_, tokens);
  bearing_.read(bearing_lexicon_, tokens);
  Sum sum;
  sum.log_odds = kNothingSaid;
  weigh_findings(findings, sum);
  const bool is_told = findings.category->named > 0 && findings.category->weight >= kWeakBelow && !is_of_others(*findings.category);
  const double by_length = std::min(1.0, kLongText / static_cast<double>(std::max<std::size_t>(tokens.size(), 1)));
  weigh(bearing_lexicon_, bearing_, by_length, sum);
  if (is_told && bearing_.has(other_body)) sum.log_odds -= kBesideAFault * by_length * bearing_lexicon_.features()[other_body].weight;
  if (is_told && bearing_.has(company_news)) sum.log_odds -= kNewsBesideAFault * by_length * bearing_lexicon_.features()[company_news].weight;
  weigh(tone_lexicon_, tone_, by_length, sum);
  std::stable_sort(sum.reasons.begin(), sum.reasons.end(),
                   [](const Reason& left, const Reason& right) { return std::abs(left.weight) > std::abs(right.weight); });
  if (sum.reasons.size() > kMostReasons) sum.reasons.resize(kMostReasons);
  Relevance relevance;
  relevance.score = 1 / (1 + std::exp(-sum.log_odds));
  relevance.kind = kind_of(relevance.score, findings);
  relevance.reasons = std::move(sum.reasons);
  for (const text::PhraseMatch& match : bearing_.matches())
    if (match.phrase == time_matters) relevance.pressing.push_back({match.offset, match.size});
  return relevance;
}

}  // namespace seva::telecom
