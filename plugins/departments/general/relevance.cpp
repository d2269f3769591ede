#include "relevance.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace seva::general {
namespace {

using text::Tone;

constexpr std::string_view kProblems =
#include "lexicon/problems.inc"
    ;

/// The features of problems.inc, in its order.
enum Problem : std::uint32_t { crowd = 0, violation, dirt, delay, money, danger, equipment, no_report, staff, place, vehicle };
constexpr std::uint32_t kLastThatIsAProblem = danger;

// Log-odds. Where nothing is said, a post to an office is rarely a grievance.
constexpr double kNothingSaid = -1.55;
constexpr double kNamesAProblem = 1.25;
constexpr double kNamesSeveral = 0.4;
constexpr double kProblemAtAPlace = 0.4;
constexpr double kProblemAndRequest = 0.25;
constexpr double kProblemButPraise = -0.25;
constexpr double kSpecific = 0.3;
constexpr double kNumber = 0.35;
constexpr double kLongNumber = 0.15;
constexpr double kFewWords = -0.4;
constexpr double kExclamation = -0.2;
/// To an office that is no police, who speaks of himself asks for something a little more often than he complains.
constexpr double kOwnCase = -0.2;

constexpr std::size_t kFewestWords = 7;
constexpr std::uint32_t kDigitsOfAReference = 8;
constexpr double kShownFrom = 0.2;   ///< a smaller contribution is no reason worth showing
constexpr double kActionable = 0.5;  ///< below, a message is chatter or praise
constexpr std::size_t kMostReasons = 6;

constexpr std::array kTonesOfAProblem{Tone::no_answer, Tone::failure};

bool is_of_a_problem(const text::PhraseMatch& match) {
  return std::any_of(kTonesOfAProblem.begin(), kTonesOfAProblem.end(), [&](Tone tone) { return index(tone) == match.phrase; });
}

Words words_of(const text::PhraseMatch& match) { return {match.offset, match.size}; }

/// Log-odds as a weight between -1 and 1.
double as_weight(double log_odds) { return std::round(std::tanh(log_odds / 2) * 1000) / 1000; }

}  // namespace

RelevanceJudge::RelevanceJudge() : tone_lexicon_(text::tone_lexicon()), problem_lexicon_(kProblems) {
  tone_lexicon_.set_weight(index(Tone::own_case), kOwnCase);
}

void RelevanceJudge::add_problem(std::string_view phrase) { problem_lexicon_.add(danger, phrase, text::Spelling::sounded); }

void RelevanceJudge::weigh(const text::Lexicon& lexicon, const text::Evidence& evidence, Sum& sum) const {
  for (std::uint32_t feature = 0; feature < evidence.features(); ++feature) {
    if (!evidence.has(feature)) continue;
    const double part = lexicon.features()[feature].weight * text::Evidence::saturated(evidence.count(feature));
    sum.log_odds += part;
    if (std::abs(part) < kShownFrom) continue;
    Reason reason{Aspect::relevance, lexicon.features()[feature].name, {}, as_weight(part), {}};
    for (const text::PhraseMatch& match : evidence.matches())
      if (match.phrase == feature) reason.words.push_back(words_of(match));
    sum.reasons.push_back(std::move(reason));
  }
}

void RelevanceJudge::weigh_meetings(Sum& sum) const {
  std::uint32_t named = 0;
  for (std::uint32_t feature = 0; feature <= kLastThatIsAProblem; ++feature) named += problems_.has(feature) ? 1 : 0;
  for (const Tone tone : kTonesOfAProblem) named += tone_.has(index(tone)) ? 1 : 0;
  if (named == 0) return;
  sum.log_odds += kNamesAProblem;
  Reason reason{Aspect::relevance, "names_problem", {}, as_weight(kNamesAProblem), {}};
  for (const text::PhraseMatch& match : problems_.matches())
    if (match.phrase <= kLastThatIsAProblem) reason.words.push_back(words_of(match));
  for (const text::PhraseMatch& match : tone_.matches())
    if (is_of_a_problem(match)) reason.words.push_back(words_of(match));
  sum.reasons.push_back(std::move(reason));
  if (named > 1) sum.log_odds += kNamesSeveral;
  if (problems_.has(place)) sum.log_odds += kProblemAtAPlace;
  if (tone_.has(index(Tone::praise))) sum.log_odds += kProblemButPraise;
  if (tone_.has(index(Tone::request)) || tone_.has(index(Tone::demand))) sum.log_odds += kProblemAndRequest;
}

void RelevanceJudge::weigh_form(const CitizenMessage& message, const text::Tokens& tokens, Sum& sum) const {
  std::uint32_t numbers = 0;
  bool has_reference = false;
  std::size_t words = 0;
  for (const text::Token& token : tokens.all()) {
    words += token.kind == text::TokenKind::word ? 1 : 0;
    if (token.kind != text::TokenKind::number) continue;
    ++numbers;
    has_reference = has_reference || token.size >= kDigitsOfAReference;
  }
  sum.log_odds += kNumber * text::Evidence::saturated(numbers);
  if (has_reference) sum.log_odds += kLongNumber;
  const int specifics = (problems_.has(place) ? 1 : 0) + (problems_.has(vehicle) ? 1 : 0) + (numbers > 0 ? 1 : 0);
  if (specifics >= 2) {
    sum.log_odds += kSpecific;
    sum.reasons.push_back({Aspect::relevance, "specific", {}, as_weight(kSpecific + kNumber), {}});
  }
  if (words < kFewestWords) sum.log_odds += kFewWords;
  if (message.text.find('!') != std::string_view::npos) sum.log_odds += kExclamation;
}

RelevanceKind RelevanceJudge::kind_of(double score, bool asks) const {
  const bool names_problem = std::any_of(problems_.matches().begin(), problems_.matches().end(),
                                         [](const text::PhraseMatch& match) { return match.phrase <= kLastThatIsAProblem; });
  const bool is_unanswered = tone_.has(index(Tone::failure)) || tone_.has(index(Tone::no_answer)) || tone_.has(index(Tone::demand));
  if (asks && !names_problem && !is_unanswered) return RelevanceKind::query;
  if (score >= kActionable) return RelevanceKind::grievance;
  if (tone_.has(index(Tone::praise))) return RelevanceKind::praise;
  return RelevanceKind::chatter;
}

Relevance RelevanceJudge::judge(const CitizenMessage& message, const text::Tokens& tokens) {
  tone_.read(tone_lexicon_, tokens);
  problems_.read(problem_lexicon_, tokens);
  Sum sum;
  sum.log_odds = kNothingSaid;
  weigh(problem_lexicon_, problems_, sum);
  weigh(tone_lexicon_, tone_, sum);
  weigh_meetings(sum);
  weigh_form(message, tokens, sum);
  std::stable_sort(sum.reasons.begin(), sum.reasons.end(),
                   [](const Reason& left, const Reason& right) { return std::abs(left.weight) > std::abs(right.weight); });
  if (sum.reasons.size() > kMostReasons) sum.reasons.resize(kMostReasons);

  Relevance relevance;
  relevance.score = 1 / (1 + std::exp(-sum.log_odds));
  const bool asks = tone_.has(index(Tone::asks_way)) && !tone_.has(index(Tone::broadcast));
  relevance.kind = kind_of(relevance.score, asks);
  relevance.reasons = std::move(sum.reasons);
  return relevance;
}

}  // namespace seva::general
