#pragma once

#include <vector>

#include "category_choice.hpp"
#include "seva/department.hpp"
#include "seva/text/evidence.hpp"
#include "seva/text/tone.hpp"

namespace seva::telecom {

/// What else was found in the message before its relevance is judged.
struct Findings {
  const CategoryFinding* category = nullptr;
  bool is_by_hashtag = false;      ///< addressed by a hashtag that was made for complaints
  bool gives_particulars = false;  ///< a PIN code, a telephone number, the number of an article or of an earlier complaint, a place
  bool names_a_body = false;
  bool is_danger_now = false;
  bool is_figure_of_speech = false;
};

struct Relevance {
  RelevanceKind kind = RelevanceKind::chatter;
  double score = 0;  ///< in [0, 1]
  std::vector<Reason> reasons;
  std::vector<Words> pressing;  ///< the words that say that it cannot wait
};

/// Whether a telephone company, the post or their regulator must act: adds up log-odds of what is told (a fault, a loss), how it is told
/// (seva/text/tone.hpp) and what else bears on it (lexicon/bearing.inc: other offices' business, the companies' own news). One thread at a time.
class RelevanceJudge {
 public:
  RelevanceJudge();
  [[nodiscard]] Relevance judge(const text::Tokens& tokens, const Findings& findings);

 private:
  struct Sum {
    double log_odds = 0;
    std::vector<Reason> reasons;
  };
  /// `against` is what weights below 0 are multiplied by.
  void weigh(const text::Lexicon& lexicon, const text::Evidence& evidence, double against, Sum& sum) const;
  [[nodiscard]] bool is_of_others(const CategoryFinding& category) const;
  void weigh_findings(const Findings& findings, Sum& sum) const;
  [[nodiscard]] bool is_question(const Findings& findings) const;
  [[nodiscard]] RelevanceKind kind_of(double score, const Findings& findings) const;

  text::Lexicon tone_lexicon_;
  text::Lexicon bearing_lexicon_;
  text::Evidence tone_;
  text::Evidence bearing_;
};

}  // namespace seva::telecom
