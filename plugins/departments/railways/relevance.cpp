#include "relevance.hpp"

#include <algorithm>
#include <cmath>

namespace seva::railways {
namespace {

using text::Tone;

constexpr std::string_view kBearing =
#include "lexicon/bearing.inc"
    ;

/// The features of bearing.inc, in its order.
enum Bearing : std::uint32_t { favour = 0, own_news, campaign, not_rail, lies_back, over, general, no_report, urgent_call };

// Log-odds.
constexpr double kNothingSaid = -1.8;
constexpr double kCriticalTold = 3.0;
constexpr double kComplaintTold = 2.2;
constexpr double kSuggestionTold = 2.0;
constexpr double kSeveralTold = 0.5;
constexpr double kTrain = 0.4;
constexpr double kPnr = 0.1;
constexpr double kInside = 0.45;
constexpr double kStation = 0.1;
constexpr double kToldOfATrain = 0.5;     ///< a complaint that says where it is
constexpr double kQuestion = 2.0;         ///< enough for a person to see it, and for a ticket where it names a train or place
constexpr double kToldButPraised = -0.8;  ///< what could be a complaint is praised, and nothing is said to be wrong
constexpr double kUnnamedTrouble = 0.7;   ///< something is wrong with a journey, whatever it is
constexpr double kDangerNow = 2.0;
constexpr double kFigureOfSpeech = -0.6;
constexpr double kFewWords = -0.8;
constexpr double kExclamation = -0.2;
constexpr std::size_t kFewestWords = 6;

constexpr double kShownFrom = 0.2;
constexpr double kActionable = 0.5;
constexpr std::size_t kMostReasons = 6;

/// Log-odds as a weight between -1 and 1.
double as_weight(double log_odds) { return std::round(std::tanh(log_odds / 2) * 1000) / 1000; }

double told(const CategoryFinding& category) {
  switch (category.group) {
    case PostClass::critical: return kCriticalTold;
    case PostClass::non_critical: return kComplaintTold;
    case PostClass::suggestion: return kSuggestionTold;
    case PostClass::other: return 0;
  }
  return 0;
}

}  // namespace

RelevanceJudge::RelevanceJudge() : tone_lexicon_(text::tone_lexicon()), bearing_lexicon_(kBearing) {
  // In a post to the railways who speaks of himself asks for something as often as he complains, and thanks in advance are common.
  tone_lexicon_.set_weight(index(Tone::own_case), 0);
  tone_lexicon_.set_weight(index(Tone::request), 0.1);
  tone_lexicon_.set_weight(index(Tone::question), -0.1);
  tone_lexicon_.set_weight(index(Tone::broadcast), -0.6);
  tone_lexicon_.set_weight(index(Tone::demand), 0.6);
}

void RelevanceJudge::weigh(const text::Lexicon& lexicon, const text::Evidence& evidence, Sum& sum) const {
  for (std::uint32_t feature = 0; feature < evidence.features(); ++feature) {
    if (!evidence.has(feature)) continue;
    const double part = lexicon.features()[feature].weight * text::Evidence::saturated(evidence.count(feature));
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
  if (findings.is_figure_of_speech) sum.log_odds += kFigureOfSpeech;
  const double specific = (findings.names_a_train ? kTrain : 0) + (findings.names_a_pnr ? kPnr : 0) + (findings.names_a_place_in_it ? kInside : 0) +
                          (findings.names_a_station ? kStation : 0);
  if (specific > 0) {
    const double part = specific + (category.named > 0 ? kToldOfATrain : 0);
    sum.log_odds += part;
    sum.reasons.push_back({Aspect::relevance, "points_to_a_journey", {}, as_weight(part), {}});
  }
  if (category.code.empty() || told(category) == 0) return;
  const double part = told(category) + (category.named > 1 ? kSeveralTold : 0);
  sum.log_odds += part;
  sum.reasons.push_back(
      {Aspect::relevance, category.group == PostClass::suggestion ? "suggestion_told" : "complaint_told", {}, as_weight(part), category.words});
}

void RelevanceJudge::weigh_trouble(const Findings& findings, Sum& sum) const {
  const bool is_in_trouble =
      tone_.has(index(Tone::failure)) || tone_.has(index(Tone::no_answer)) || tone_.has(index(Tone::anger)) || tone_.has(index(Tone::demand));
  if (!is_in_trouble && findings.category->group == PostClass::non_critical && tone_.has(index(Tone::praise)) && !tone_.has(index(Tone::not_praise)))
    sum.log_odds += kToldButPraised;
  if (!findings.category->code.empty() || !is_in_trouble || bearing_.has(favour) ||
      !(findings.names_a_train || findings.names_a_pnr || findings.names_a_place_in_it))
    return;
  sum.log_odds += kUnnamedTrouble;
  sum.reasons.push_back({Aspect::relevance, "unnamed_trouble", {}, as_weight(kUnnamedTrouble), {}});
}

void RelevanceJudge::weigh_form(const text::Tokens& tokens, const Findings& findings, Sum& sum) {
  const auto words = static_cast<std::size_t>(
      std::count_if(tokens.all().begin(), tokens.all().end(), [](const text::Token& token) { return token.kind == text::TokenKind::word; }));
  if (words < kFewestWords && !findings.names_a_train && !findings.names_a_place_in_it)
    sum.log_odds += findings.category->named > 0 ? kFewWords / 2 : kFewWords;
  if (tokens.text().find('!') != std::string_view::npos) sum.log_odds += kExclamation;
}

bool RelevanceJudge::asks_without_complaint() const {
  const bool has_failed =
      tone_.has(index(Tone::no_answer)) || tone_.has(index(Tone::demand)) || tone_.has(index(Tone::failure)) || tone_.has(index(Tone::anger));
  return !has_failed && !tone_.has(index(Tone::broadcast));
}

bool RelevanceJudge::asks_a_question(const Findings& findings) const {
  const CategoryFinding& category = *findings.category;
  const bool asks_for_itself = (tone_.has(index(Tone::asks_way)) || category.code == "QUERY") && category.named == 0;
  const bool asks_about_it = category.asks && category.named == 1 && category.group == PostClass::non_critical;
  return (asks_for_itself || asks_about_it) && asks_without_complaint();
}

RelevanceKind RelevanceJudge::kind_of(double score, const Findings& findings) const {
  const CategoryFinding& category = *findings.category;
  if (findings.is_danger_now) return RelevanceKind::grievance;
  if (category.group == PostClass::suggestion && category.named == 0) return score >= kActionable ? RelevanceKind::query : RelevanceKind::chatter;
  if (asks_a_question(findings) || (bearing_.has(favour) && category.named == 0 && asks_without_complaint())) return RelevanceKind::query;
  if (score >= kActionable) return RelevanceKind::grievance;
  return tone_.has(index(Tone::praise)) && !tone_.has(index(Tone::greeting)) ? RelevanceKind::praise : RelevanceKind::chatter;
}

void RelevanceJudge::read(const text::Tokens& tokens) {
  tone_.read(tone_lexicon_, tokens);
  bearing_.read(bearing_lexicon_, tokens);
}

bool RelevanceJudge::asks_a_favour() const { return bearing_.has(favour); }

bool RelevanceJudge::is_general() const { return bearing_.has(general); }

Relevance RelevanceJudge::judge(const text::Tokens& tokens, const Findings& findings) const {
  Sum sum;
  sum.log_odds = kNothingSaid;
  weigh_findings(findings, sum);
  weigh(bearing_lexicon_, bearing_, sum);
  weigh(tone_lexicon_, tone_, sum);
  weigh_trouble(findings, sum);
  if (asks_a_question(findings) && findings.category->group != PostClass::non_critical) {
    sum.log_odds += kQuestion;
    sum.reasons.push_back({Aspect::relevance, "asks_railways", {}, as_weight(kQuestion), {}});
  }
  weigh_form(tokens, findings, sum);
  std::stable_sort(sum.reasons.begin(), sum.reasons.end(),
                   [](const Reason& left, const Reason& right) { return std::abs(left.weight) > std::abs(right.weight); });
  if (sum.reasons.size() > kMostReasons) sum.reasons.resize(kMostReasons);
  Relevance relevance;
  relevance.score = 1 / (1 + std::exp(-sum.log_odds));
  relevance.kind = kind_of(relevance.score, findings);
  relevance.lies_back = bearing_.has(lies_back);
  relevance.is_over = bearing_.has(over);
  relevance.reasons = std::move(sum.reasons);
  return relevance;
}

}  // namespace seva::railways
