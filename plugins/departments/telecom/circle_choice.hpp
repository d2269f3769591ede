#pragma once

#include <vector>

#include "body_choice.hpp"

namespace seva::telecom {

/// The office within a body: its circle or service area, for post the division where it is known. Where nothing tells it, or two circles are named
/// alike, the body's own desk takes it, with the circles as candidates.
class CircleChoice {
 public:
  CircleChoice() = default;
  CircleChoice(const Units& units, const Tables& tables) : units_(&units), tables_(&tables) {}

  /// Fills unit, candidates and the reasons for them.
  void choose(const BodyAnswer& answer, const BodyQuestion& question, Assessment& assessment) const;

 private:
  struct Office {
    UnitIndex unit = kNoUnit;
    double weight = 0;
    const PlaceHint* by = nullptr;  ///< the heaviest hint at it
  };

  /// The offices that the hints speak for, heaviest first.
  [[nodiscard]] std::vector<Office> offices(UnitIndex body, const std::vector<PlaceHint>& hints) const;
  /// The division that the heaviest hint at the circle tells; the circle itself where it tells none, or two are told alike.
  [[nodiscard]] UnitIndex division(UnitIndex body, UnitIndex circle, const std::vector<PlaceHint>& hints) const;
  [[nodiscard]] UnitIndex addressed_office(UnitIndex body, const CitizenMessage& message) const;
  [[nodiscard]] UnitIndex within(UnitIndex body, const BodyQuestion& question, Assessment& assessment) const;
  [[nodiscard]] Reason place_reason(const Office& office, const text::Tokens& tokens) const;

  const Units* units_ = nullptr;
  const Tables* tables_ = nullptr;
};

}  // namespace seva::telecom
