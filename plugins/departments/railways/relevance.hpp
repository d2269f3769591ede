#pragma once

#include <vector>

#include "category_choice.hpp"
#include "seva/department.hpp"
#include "seva/text/evidence.hpp"
#include "seva/text/tone.hpp"

namespace seva::railways {

/// What else was found in the message before its relevance is judged.
struct Findings {
  const CategoryFinding* category = nullptr;
  bool names_a_train = false;
  bool names_a_pnr = false;
  bool names_a_place_in_it = false;  ///< a coach, berth or platform
  bool names_a_station = false;
  bool is_danger_now = false;
  bool is_figure_of_speech = false;
};

struct Relevance {
  RelevanceKind kind = RelevanceKind::chatter;
  double score = 0;        ///< in [0, 1]
  bool lies_back = false;  ///< it is told of earlier days
  bool is_over = false;    ///< it ended well
  std::vector<Reason> reasons;
};

/// Whether the railways must act: adds up log-odds of what is told, how it is told (seva/text/tone.hpp), how closely it points to a train or station,
/// and what else bears on it (lexicon/bearing.inc: favours asked, the railways' own news, praise). The weights were fitted on half of a set of posts
/// labelled by people and rounded; each has a name. One thread at a time.
class RelevanceJudge {
 public:
  RelevanceJudge();
  /// Comes first.
  void read(const text::Tokens& tokens);
  /// Whether a berth, a confirmation or another favour is asked for.
  [[nodiscard]] bool asks_a_favour() const;
  /// Whether it is about how things are or should be, and no event.
  [[nodiscard]] bool is_general() const;
  /// Of the text that was read last.
  [[nodiscard]] Relevance judge(const text::Tokens& tokens, const Findings& findings) const;

 private:
  struct Sum {
    double log_odds = 0;
    std::vector<Reason> reasons;
  };
  void weigh(const text::Lexicon& lexicon, const text::Evidence& evidence, Sum& sum) const;
  static void weigh_findings(const Findings& findings, Sum& sum);
  void weigh_trouble(const Findings& findings, Sum& sum) const;
  static void weigh_form(const text::Tokens& tokens, const Findings& findings, Sum& sum);
  [[nodiscard]] bool asks_without_complaint() const;
  [[nodiscard]] bool asks_a_question(const Findings& findings) const;
  [[nodiscard]] RelevanceKind kind_of(double score, const Findings& findings) const;

  text::Lexicon tone_lexicon_;
  text::Lexicon bearing_lexicon_;
  text::Evidence tone_;
  text::Evidence bearing_;
};

}  // namespace seva::railways
