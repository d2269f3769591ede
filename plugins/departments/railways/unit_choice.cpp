#include "unit_choice.hpp"

#include <algorithm>

namespace seva::railways {
namespace {

constexpr double kAccount = 1.2;
constexpr double kLocation = 1.5;
constexpr double kNamed = 0.8;
constexpr double kJourney = 0.35;
constexpr double kTrainHome = 0.7;
constexpr double kDerived = 0.9;  ///< what is left of a station's weight where its division is derived
/// So heavy a division must be to be the one, and so far ahead of the second.
constexpr double kEnough = 0.62;
constexpr double kClearLead = 0.45;
constexpr double kHeadquarters = 0.2;

double weight_of(Role role) {
  switch (role) {
    case Role::location: return kLocation;
    case Role::named: return kNamed;
    case Role::journey: return kJourney;
  }
  return 0;
}

Words words_of_account(std::string_view account, const text::Tokens& tokens) {
  const std::string folded = text::fold(account);
  for (const text::Token& token : tokens.all())
    if (token.kind == text::TokenKind::handle && tokens.folded(token) == folded) return {token.offset, token.size};
  return {};
}

Reason reason_of(std::string code, std::vector<std::string> arguments, double weight, Words words) {
  Reason reason{Aspect::unit, std::move(code), std::move(arguments), weight, {}};
  if (words.size > 0) reason.words.push_back(words);
  return reason;
}

}  // namespace

void UnitChoice::Case::add(UnitIndex unit, double weight) {
  const auto known = std::find_if(claims.begin(), claims.end(), [&](const Claim& claim) { return claim.unit == unit; });
  if (known == claims.end())
    claims.push_back({unit, weight});
  else
    known->weight += weight;
}

UnitChoice::UnitChoice(const Units& units, const Stations& stations, const Trains& trains,
                       std::map<std::string, std::string, std::less<>> central_units)
    : units_(&units), stations_(&stations), trains_(&trains), central_units_(std::move(central_units)) {}

void UnitChoice::choose(const UnitEvidence& evidence, Assessment& assessment) const {
  if (takes_central_unit(evidence, assessment)) return;
  Case open;
  hear_accounts(evidence, open);
  hear_stations(evidence, open);
  hear_trains(evidence, open);
  decide(evidence, open, assessment);
}

bool UnitChoice::takes_central_unit(const UnitEvidence& evidence, Assessment& assessment) const {
  const auto central = central_units_.find(evidence.category);
  if (central == central_units_.end()) return false;
  const UnitIndex unit = units_->find(central->second);
  const bool has_location = std::any_of(evidence.stations->stations.begin(), evidence.stations->stations.end(),
                                        [](const NamedStation& station) { return station.role == Role::location; });
  if (unit == kNoUnit || has_location) return false;
  assessment.reasons.push_back(reason_of("central_unit", {}, 0.9, {}));
  take(unit, assessment);
  return true;
}

void UnitChoice::hear_accounts(const UnitEvidence& evidence, Case& open) const {
  std::vector<UnitIndex> heard;
  for (const AddressedView& addressed : evidence.message->addressed) {
    const UnitIndex unit = units_->find(addressed.unit);
    if (unit == kNoUnit || std::find(heard.begin(), heard.end(), unit) != heard.end()) continue;
    heard.push_back(unit);
    if ((*units_)[unit].is_zone) {
      open.zone = unit;
      open.zone_account = addressed.account;
    }
    if (!(*units_)[unit].is_division) continue;
    open.add(unit, kAccount);
    open.reasons.emplace_back(
        unit, reason_of("division_account", {std::string(addressed.account)}, kAccount / 2, words_of_account(addressed.account, *evidence.tokens)));
  }
}

void UnitChoice::hear_stations(const UnitEvidence& evidence, Case& open) const {
  for (const NamedStation& named : evidence.stations->stations) {
    const Station& station = (*stations_)[named.station];
    const double whole = weight_of(named.role) * (station.basis == Basis::near ? kDerived : 1);
    const double part = whole / static_cast<double>(station.units.size());
    for (const UnitIndex unit : station.units) open.add(unit, station.basis == Basis::zone ? part / 2 : part);
    const bool is_settled = station.units.size() == 1 && station.basis != Basis::zone;
    std::string code = "station_unsettled";
    if (is_settled && named.role == Role::journey)
      code = "station_on_journey";
    else if (is_settled)
      code = station.basis == Basis::near ? "station_near" : "station_known";
    std::vector<std::string> arguments{std::string(evidence.tokens->text().substr(named.words.offset, named.words.size))};
    if (is_settled) arguments.push_back((*units_)[station.units.front()].name);
    open.reasons.emplace_back(is_settled ? station.units.front() : kNoUnit,
                              reason_of(std::move(code), std::move(arguments), std::min(1.0, whole / 2), named.words));
  }
}

void UnitChoice::hear_trains(const UnitEvidence& evidence, Case& open) const {
  if (evidence.numbers->trains.empty()) return;
  const NamedTrain& train = evidence.numbers->trains.front();
  const std::vector<UnitIndex>& units = trains_->units_of(train.number);
  if (units.empty()) {
    open.reasons.emplace_back(kNoUnit, reason_of(train.is_listed ? "train_anywhere" : "train_not_listed", {train.number}, 0.1, train.words));
    return;
  }
  const bool are_zones = (*units_)[units.front()].is_zone;
  for (const UnitIndex unit : units) open.add(unit, (are_zones ? kJourney : kTrainHome) / static_cast<double>(units.size()));
  const bool is_settled = units.size() == 1 && !are_zones;
  const char* const code = is_settled ? "train_home" : are_zones ? "train_zones" : "train_ends";
  std::vector<std::string> arguments{train.number};
  if (is_settled) arguments.push_back((*units_)[units.front()].name);
  open.reasons.emplace_back(is_settled ? units.front() : kNoUnit, reason_of(code, std::move(arguments), is_settled ? 0.5 : 0.2, train.words));
}

void UnitChoice::decide(const UnitEvidence& evidence, Case& open, Assessment& assessment) const {
  // What speaks for a zone alone supports its divisions where one of them is named, and stands for itself otherwise.
  for (Case::Claim& zone : open.claims) {
    if (!(*units_)[zone.unit].is_zone) continue;
    for (Case::Claim& division : open.claims)
      if (division.unit != zone.unit && zone.weight > 0 && units_->is_within(division.unit, zone.unit)) {
        division.weight += std::exchange(zone.weight, 0);
      }
  }
  std::erase_if(open.claims, [](const Case::Claim& claim) { return claim.weight <= 0; });
  std::stable_sort(open.claims.begin(), open.claims.end(), [](const auto& left, const auto& right) { return left.weight > right.weight; });

  const auto is_decided = [&] {
    if (open.claims.empty() || open.claims[0].weight < kEnough || !(*units_)[open.claims[0].unit].is_division) return false;
    return open.claims.size() == 1 || open.claims[0].weight >= open.claims[1].weight + kClearLead;
  };
  if (is_decided()) {
    const UnitIndex unit = open.claims[0].unit;
    for (auto& [spoken_for, reason] : open.reasons)
      if (spoken_for == unit) assessment.reasons.push_back(std::move(reason));
    return take(unit, assessment);
  }
  if (open.zone != kNoUnit) {
    assessment.reasons.push_back(
        reason_of("zone_account", {std::string(open.zone_account)}, 0.6, words_of_account(open.zone_account, *evidence.tokens)));
    return take(open.zone, assessment);
  }
  waver(evidence, open, assessment);
}

void UnitChoice::waver(const UnitEvidence& evidence, Case& open, Assessment& assessment) const {
  for (auto& [unit, reason] : open.reasons) assessment.reasons.push_back(std::move(reason));
  if (!open.claims.empty()) {
    double total = 0;
    for (const Case::Claim& claim : open.claims) total += claim.weight;
    for (const Case::Claim& claim : open.claims)
      assessment.candidates.push_back({(*units_)[claim.unit].code, open.claims.size() == 1 ? std::min(claim.weight, 0.9) : claim.weight / total});
    assessment.reasons.push_back(reason_of(open.claims.size() == 1 ? "unit_unsure" : "several_units", {}, 0.2, {}));
    return;
  }
  if (!evidence.numbers->pnrs.empty()) {
    // No words of the text: they would show the number.
    const std::string system(reservation_system_of(evidence.numbers->pnrs.front()));
    assessment.reasons.push_back(reason_of("pnr_alone", {system}, 0.1, {}));
  } else if (open.reasons.empty()) {
    assessment.reasons.push_back(reason_of("no_place", {}, 0.1, {}));
  }
  if (const UnitIndex headquarters = units_->headquarters(); headquarters != kNoUnit)
    assessment.candidates.push_back({(*units_)[headquarters].code, kHeadquarters});
}

void UnitChoice::take(UnitIndex unit, Assessment& assessment) const {
  assessment.unit = (*units_)[unit].code;
  assessment.candidates = {{assessment.unit, 1}};
}

}  // namespace seva::railways
