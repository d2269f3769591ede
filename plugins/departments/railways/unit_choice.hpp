#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "numbers.hpp"
#include "seva/department.hpp"
#include "station_finder.hpp"
#include "units.hpp"

namespace seva::railways {

/// What in a message may tell who must act.
struct UnitEvidence {
  const CitizenMessage* message = nullptr;
  const text::Tokens* tokens = nullptr;
  const StationEvidence* stations = nullptr;
  const NamedNumbers* numbers = nullptr;
  std::string_view category;
};

/// What decides the unit:
///
/// - a category that the configuration gives to a central unit, unless a place on the line is named;
/// - else the divisions, each with the sum of what speaks for it: an account of its own, a station (most where the matter is there, least where a
///   journey only begins or ends there), the train's home. One that is heavy enough and clearly ahead is the one;
/// - else the zone whose account is addressed;
/// - else nobody: the divisions or zones spoken for are the candidates. A PNR tells the reservation system alone, and decides nothing.
class UnitChoice {
 public:
  UnitChoice() = default;
  /// All three must outlive it. `central_units` are units by category.
  UnitChoice(const Units& units, const Stations& stations, const Trains& trains, std::map<std::string, std::string, std::less<>> central_units);

  /// Fills unit, candidates and the reasons for them.
  void choose(const UnitEvidence& evidence, Assessment& assessment) const;

 private:
  /// What speaks for units, and how.
  struct Case {
    struct Claim {
      UnitIndex unit = kNoUnit;
      double weight = 0;
    };
    std::vector<Claim> claims;
    std::vector<std::pair<UnitIndex, Reason>> reasons;  ///< kNoUnit: for none in particular
    UnitIndex zone = kNoUnit;                           ///< whose account is addressed
    std::string_view zone_account;

    void add(UnitIndex unit, double weight);
  };

  [[nodiscard]] bool takes_central_unit(const UnitEvidence& evidence, Assessment& assessment) const;
  void hear_accounts(const UnitEvidence& evidence, Case& open) const;
  void hear_stations(const UnitEvidence& evidence, Case& open) const;
  void hear_trains(const UnitEvidence& evidence, Case& open) const;
  void decide(const UnitEvidence& evidence, Case& open, Assessment& assessment) const;
  void waver(const UnitEvidence& evidence, Case& open, Assessment& assessment) const;
  void take(UnitIndex unit, Assessment& assessment) const;

  const Units* units_ = nullptr;
  const Stations* stations_ = nullptr;
  const Trains* trains_ = nullptr;
  std::map<std::string, std::string, std::less<>> central_units_;
};

}  // namespace seva::railways
