#pragma once

#include <vector>

#include "seva/department.hpp"
#include "seva/text/evidence.hpp"
#include "seva/text/tone.hpp"

namespace seva::general {

/// Whether a message is a citizen's business with an office, and why.
struct Relevance {
  RelevanceKind kind = RelevanceKind::chatter;
  double score = 0;  ///< in [0, 1]
  std::vector<Reason> reasons;
};

/// Adds up what speaks for and against a message being actionable, as log-odds: what it names (lexicon/problems.inc), how it speaks
/// (seva/text/tone.hpp), and how the two meet. The weights were fitted on half of a set of posts labelled by people and rounded; each has a name. One
/// thread at a time.
class RelevanceJudge {
 public:
  RelevanceJudge();

  /// The instance's own words for what is a problem there.
  void add_problem(std::string_view phrase);

  /// `tokens` are those of the message's text.
  [[nodiscard]] Relevance judge(const CitizenMessage& message, const text::Tokens& tokens);

 private:
  struct Sum {
    double log_odds = 0;
    std::vector<Reason> reasons;
  };
  void weigh(const text::Lexicon& lexicon, const text::Evidence& evidence, Sum& sum) const;
  void weigh_meetings(Sum& sum) const;
  void weigh_form(const CitizenMessage& message, const text::Tokens& tokens, Sum& sum) const;
  [[nodiscard]] RelevanceKind kind_of(double score, bool asks) const;

  text::Lexicon tone_lexicon_;
  text::Lexicon problem_lexicon_;
  text::Evidence tone_;
  text::Evidence problems_;
};

}  // namespace seva::general
