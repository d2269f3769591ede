#pragma once

#include <string>
#include <vector>

#include "place_finder.hpp"
#include "seva/department.hpp"
#include "units.hpp"

namespace seva::police {

/// What decides the unit, in this order:
///
/// - the account of one district, unless the text clearly places the matter in another: then that one; if not clearly, neither, with both as
/// candidates;
/// - the accounts of several districts: the one that the text names, else candidates;
/// - the account of a range or zone: the district that the text names within it, else the range or zone itself;
/// - headquarters, a special unit or nothing: the district that the text names, else the special unit, else nobody, with headquarters as candidate.
///
/// A police station that is known as a unit becomes a fact and does not change the unit.
class UnitChoice {
 public:
  UnitChoice() = default;
  explicit UnitChoice(const Units& units) : units_(&units) {}

  /// The districts of the accounts that the message names, each once.
  [[nodiscard]] std::vector<UnitIndex> addressed_districts(const CitizenMessage& message) const;
  /// Fills unit, candidates, facts and the reasons for them.
  void choose(const CitizenMessage& message, const text::Tokens& tokens, const PlaceEvidence& evidence, bool is_traffic,
              Assessment& assessment) const;

 private:
  struct Addressed {
    UnitIndex unit = kNoUnit;
    std::string_view account;
  };

  void by_districts(const std::vector<Addressed>& districts, const text::Tokens& tokens, const PlaceEvidence& evidence, bool is_traffic,
                    Assessment& assessment) const;
  void by_places(const Addressed& above, const text::Tokens& tokens, const PlaceEvidence& evidence, Assessment& assessment) const;
  void take(UnitIndex unit, Reason reason, Assessment& assessment) const;
  void waver(const std::vector<std::pair<UnitIndex, double>>& between, Reason reason, Assessment& assessment) const;
  void note_places(const PlaceEvidence& evidence, Assessment& assessment) const;
  [[nodiscard]] Reason place_reason(std::string_view code, UnitIndex district, const text::Tokens& tokens, const PlaceEvidence& evidence) const;
  [[nodiscard]] Reason account_reason(std::string_view code, std::string_view account, double weight, const text::Tokens& tokens) const;

  const Units* units_ = nullptr;
};

}  // namespace seva::police
