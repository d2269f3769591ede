#pragma once

#include "category_choice.hpp"
#include "numbers.hpp"
#include "relevance.hpp"
#include "seva/department.hpp"
#include "seva/text/urgency.hpp"
#include "station_finder.hpp"
#include "stations.hpp"
#include "trains.hpp"
#include "unit_choice.hpp"
#include "units.hpp"

namespace seva::railways {

/// The railways: sorts posts as the ministry's desk does (critical, non-critical, suggestion, other) and finds the division that must act by station,
/// train, account and coach, from texts in English, Hindi and Hindi in Latin letters. Reads the files `stations` and `trains` of the configuration.
class Railways final : public Department {
 public:
  void on_start(const DepartmentStart& start, Notices& notices) override;
  [[nodiscard]] Assessment assess(const CitizenMessage& message) const override;
  [[nodiscard]] std::vector<OutcomeProblem> check_outcome(const OutcomeCheck& check) const override;

 private:
  /// Whether words of danger are to be believed: beside a critical matter, and where nothing else is told.
  [[nodiscard]] bool is_grave() const;
  void set_category(Assessment& assessment) const;
  /// Priority and class.
  void set_urgency(const Relevance& relevance, Assessment& assessment) const;
  void set_unit(const CitizenMessage& message, Assessment& assessment) const;
  void note_facts(Assessment& assessment) const;

  Units units_;
  Stations stations_;
  Trains trains_;
  UnitChoice unit_choice_;

  /// Memory that is used again from message to message; an instance is asked from one thread at a time.
  mutable text::Tokens tokens_;
  mutable text::Tokens place_tokens_;
  mutable CategoryChooser categories_;
  mutable CategoryFinding category_;
  mutable NumberReader number_reader_;
  mutable NamedNumbers numbers_;
  mutable StationFinder station_finder_;
  mutable StationEvidence station_evidence_;
  mutable RelevanceJudge judge_;
  mutable text::UrgencyReader urgency_reader_;
  mutable text::Urgency urgency_;
};

}  // namespace seva::railways
