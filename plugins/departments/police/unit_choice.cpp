#include "unit_choice.hpp"

#include <algorithm>

namespace seva::police {
namespace {

/// By so much the heaviest district must outweigh the second to be the one.
constexpr double kClearLead = 0.45;
/// So heavy must another place be to outweigh the account of a district.
constexpr double kOutweighsAccount = 1.5;
constexpr double kAccountWeight = 1.0;
constexpr double kHeadquartersWeight = 0.2;

bool is_clear(const PlaceEvidence& evidence) {
  if (evidence.districts.empty()) return false;
  return evidence.districts.size() == 1 || evidence.districts[0].weight >= evidence.districts[1].weight + kClearLead;
}

double weight_of(UnitIndex district, const PlaceEvidence& evidence) {
  for (const PlaceEvidence::District& found : evidence.districts)
    if (found.district == district) return found.weight;
  return 0;
}

bool holds(const std::vector<UnitIndex>& units, UnitIndex unit) { return std::find(units.begin(), units.end(), unit) != units.end(); }

}  // namespace

std::vector<UnitIndex> UnitChoice::addressed_districts(const CitizenMessage& message) const {
  std::vector<UnitIndex> districts;
  for (const AddressedView& addressed : message.addressed) {
    const UnitIndex unit = units_->find(addressed.unit);
    if (unit == kNoUnit || (*units_)[unit].district == kNoUnit || holds(districts, (*units_)[unit].district)) continue;
    districts.push_back((*units_)[unit].district);
  }
  return districts;
}

void UnitChoice::choose(const CitizenMessage& message, const text::Tokens& tokens, const PlaceEvidence& evidence, bool is_traffic,
                        Assessment& assessment) const {
  std::vector<Addressed> districts;
  Addressed above;
  for (const AddressedView& addressed : message.addressed) {
    const UnitIndex unit = units_->find(addressed.unit);
    if (unit == kNoUnit) continue;
    if ((*units_)[unit].district != kNoUnit)
      districts.push_back({unit, addressed.account});
    else if (above.unit == kNoUnit || (*units_)[unit].depth >= (*units_)[above.unit].depth)
      above = {unit, addressed.account};
  }
  note_places(evidence, assessment);
  if (districts.empty()) return by_places(above, tokens, evidence, assessment);
  by_districts(districts, tokens, evidence, is_traffic, assessment);
}

void UnitChoice::by_districts(const std::vector<Addressed>& districts, const text::Tokens& tokens, const PlaceEvidence& evidence, bool is_traffic,
                              Assessment& assessment) const {
  std::vector<UnitIndex> distinct;
  for (const Addressed& addressed : districts)
    if (const UnitIndex district = (*units_)[addressed.unit].district; !holds(distinct, district)) distinct.push_back(district);

  const UnitIndex placed = is_clear(evidence) ? evidence.districts.front().district : kNoUnit;
  if (distinct.size() > 1) {
    if (placed != kNoUnit && holds(distinct, placed)) return take(placed, place_reason("place_among_accounts", placed, tokens, evidence), assessment);
    std::vector<std::pair<UnitIndex, double>> between;
    for (const UnitIndex district : distinct) between.emplace_back(district, kAccountWeight + weight_of(district, evidence));
    return waver(between, account_reason("several_accounts", districts.back().account, 0.3, tokens), assessment);
  }

  const UnitIndex own = distinct.front();
  if (evidence.districts.empty() || weight_of(own, evidence) > 0) {
    const auto special = std::find_if(districts.begin(), districts.end(), [&](const Addressed& addressed) { return addressed.unit != own; });
    const auto itself = std::find_if(districts.begin(), districts.end(), [&](const Addressed& addressed) { return addressed.unit == own; });
    const bool goes_to_special = special != districts.end() && is_traffic;
    const Addressed& by = goes_to_special || itself == districts.end() ? *special : *itself;
    return take(goes_to_special ? special->unit : own, account_reason("district_account", by.account, 1, tokens), assessment);
  }
  if (placed != kNoUnit && evidence.districts.front().weight >= kOutweighsAccount)
    return take(placed, place_reason("place_outweighs_account", placed, tokens, evidence), assessment);
  std::vector<std::pair<UnitIndex, double>> between{{own, kAccountWeight}};
  for (const PlaceEvidence::District& other : evidence.districts) between.emplace_back(other.district, other.weight);
  Reason reason = place_reason("account_and_place_differ", evidence.districts.front().district, tokens, evidence);
  reason.arguments.insert(reason.arguments.begin(), std::string(districts.front().account));
  waver(between, std::move(reason), assessment);
}

void UnitChoice::by_places(const Addressed& above, const text::Tokens& tokens, const PlaceEvidence& evidence, Assessment& assessment) const {
  const UnitIndex headquarters = units_->headquarters();
  const bool is_special = above.unit != kNoUnit && above.unit != headquarters;
  const bool has_districts_below =
      is_special && std::any_of(evidence.districts.begin(), evidence.districts.end(),
                                [&](const PlaceEvidence::District& found) { return units_->is_within(found.district, above.unit); });
  if (is_clear(evidence)) {
    const UnitIndex district = evidence.districts.front().district;
    return take(district, place_reason("place_in_district", district, tokens, evidence), assessment);
  }
  if (!evidence.districts.empty() && !has_districts_below) {
    std::vector<std::pair<UnitIndex, double>> between;
    for (const PlaceEvidence::District& found : evidence.districts) between.emplace_back(found.district, found.weight);
    return waver(between, place_reason("several_districts", evidence.districts.front().district, tokens, evidence), assessment);
  }
  if (is_special) return take(above.unit, account_reason("unit_account", above.account, 0.8, tokens), assessment);
  if (!evidence.ambiguous.empty()) {
    std::vector<std::pair<UnitIndex, double>> between;
    Reason reason{Aspect::unit, "name_shared", {}, 0.2, {evidence.ambiguous.front().words}};
    for (const NamedPlace& place : evidence.ambiguous) between.emplace_back(place.meaning.district, place.weight);
    return waver(between, std::move(reason), assessment);
  }
  Reason reason{Aspect::unit, "no_place", {}, 0.1, {}};
  if (headquarters == kNoUnit) return assessment.reasons.push_back(std::move(reason));
  waver({{headquarters, kHeadquartersWeight}}, std::move(reason), assessment);
}

void UnitChoice::take(UnitIndex unit, Reason reason, Assessment& assessment) const {
  assessment.unit = (*units_)[unit].code;
  assessment.candidates.push_back({assessment.unit, 1});
  assessment.reasons.push_back(std::move(reason));
}

void UnitChoice::waver(const std::vector<std::pair<UnitIndex, double>>& between, Reason reason, Assessment& assessment) const {
  double total = 0;
  for (const auto& [unit, weight] : between) total += weight;
  for (const auto& [unit, weight] : between) {
    const std::string& code = (*units_)[unit].code;
    const auto known =
        std::find_if(assessment.candidates.begin(), assessment.candidates.end(), [&](const UnitCandidate& other) { return other.unit == code; });
    const double score = between.size() == 1 ? weight : weight / total;
    if (known == assessment.candidates.end())
      assessment.candidates.push_back({code, score});
    else
      known->score += score;
  }
  std::stable_sort(assessment.candidates.begin(), assessment.candidates.end(),
                   [](const UnitCandidate& left, const UnitCandidate& right) { return left.score > right.score; });
  assessment.reasons.push_back(std::move(reason));
}

void UnitChoice::note_places(const PlaceEvidence& evidence, Assessment& assessment) const {
  for (const NamedPlace& place : evidence.places) {
    if (place.meaning.station == kNoUnit) continue;
    assessment.facts.emplace_back("station", (*units_)[place.meaning.station].code);
    return;
  }
}

/// Arguments: the place as it was written, the district. A place that the channel told beside the text has no words in it.
Reason UnitChoice::place_reason(std::string_view code, UnitIndex district, const text::Tokens& tokens, const PlaceEvidence& evidence) const {
  Reason reason{Aspect::unit, std::string(code), {}, 0.9, {}};
  for (const NamedPlace& place : evidence.places)
    if (place.meaning.district == district && place.words.size > 0) reason.words.push_back(place.words);
  reason.arguments.emplace_back(reason.words.empty() ? tokens.text() : tokens.text().substr(reason.words.front().offset, reason.words.front().size));
  reason.arguments.push_back((*units_)[district].code);
  return reason;
}

Reason UnitChoice::account_reason(std::string_view code, std::string_view account, double weight, const text::Tokens& tokens) const {
  Reason reason{Aspect::unit, std::string(code), {std::string(account)}, weight, {}};
  std::string folded = text::fold(account);
  for (const text::Token& token : tokens.all())
    if (token.kind == text::TokenKind::handle && tokens.folded(token) == folded) reason.words.push_back({token.offset, token.size});
  return reason;
}

}  // namespace seva::police
