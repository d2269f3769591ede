#pragma once

#include "body_choice.hpp"
#include "body_names.hpp"
#include "category_choice.hpp"
#include "circle_choice.hpp"
#include "numbers.hpp"
#include "places.hpp"
#include "relevance.hpp"
#include "seva/department.hpp"
#include "seva/text/urgency.hpp"
#include "tables.hpp"
#include "units.hpp"

namespace seva::telecom {

/// The telephone companies, the post and their regulator under one ministry: what is a fault, how urgent it is, whose it is and of which circle, from
/// texts in English, Hindi and Hindi in Latin letters. Reads the files that Tables, PlaceFinder and BodyNames describe; each may be missing.
class Telecom final : public Department {
 public:
  void on_start(const DepartmentStart& start, Notices& notices) override;
  [[nodiscard]] Assessment assess(const CitizenMessage& message) const override;
  [[nodiscard]] std::vector<OutcomeProblem> check_outcome(const OutcomeCheck& check) const override;

 private:
  /// Reads the text without the hashtags that address the instance: #PostalSeva says whom one writes to, not of what.
  void read_text(const CitizenMessage& message) const;
  /// The family of the bodies that are addressed, where they are of one.
  [[nodiscard]] Family addressed_family(const CitizenMessage& message) const;
  void find_places(const CitizenMessage& message) const;
  void set_category(const CategoryFinding& found, Assessment& assessment) const;
  void set_priority(const std::vector<Words>& pressing, Assessment& assessment) const;
  void set_unit(const CitizenMessage& message, const CategoryFinding& category, Assessment& assessment) const;
  void note_numbers(Assessment& assessment) const;

  Units units_;
  Tables tables_;
  BodyChoice body_choice_;
  CircleChoice circle_choice_;

  /// Memory that is used again from message to message; an instance is asked from one thread at a time.
  mutable std::string text_;
  mutable text::Tokens tokens_;
  mutable text::Tokens place_tokens_;
  mutable Numbers numbers_;
  mutable NumberReader number_reader_;
  mutable CategoryChooser categories_;
  mutable RelevanceJudge judge_;
  mutable BodyNames body_names_;
  mutable std::vector<NamedBody> named_;
  mutable PlaceFinder places_;
  mutable std::vector<PlaceHint> hints_;
  mutable text::UrgencyReader urgency_reader_;
  mutable text::Urgency urgency_;
};

}  // namespace seva::telecom
