#pragma once

#include "category_choice.hpp"
#include "gazetteer.hpp"
#include "place_finder.hpp"
#include "relevance.hpp"
#include "seva/department.hpp"
#include "seva/text/urgency.hpp"
#include "unit_choice.hpp"
#include "units.hpp"

namespace seva::police {

/// The police of a state or city: what is an offence, how urgent it is, and which district it belongs to, from texts in English, Hindi and Hindi in
/// Latin letters. Reads the file `gazetteer` of the configuration.
class Police final : public Department {
 public:
  void on_start(const DepartmentStart& start, Notices& notices) override;
  [[nodiscard]] Assessment assess(const CitizenMessage& message) const override;
  [[nodiscard]] std::vector<OutcomeProblem> check_outcome(const OutcomeCheck& check) const override;

 private:
  void set_priority(Assessment& assessment) const;
  void set_category(const CategoryFinding& found, Assessment& assessment) const;

  Units units_;
  Gazetteer gazetteer_;
  UnitChoice unit_choice_;

  /// Memory that is used again from message to message; an instance is asked from one thread at a time.
  mutable text::Tokens tokens_;
  mutable text::Tokens place_tokens_;
  mutable CategoryChooser categories_;
  mutable RelevanceJudge judge_;
  mutable PlaceFinder places_;
  mutable PlaceEvidence evidence_;
  mutable text::UrgencyReader urgency_reader_;
  mutable text::Urgency urgency_;
};

}  // namespace seva::police
