#include "circle_choice.hpp"

#include <algorithm>

namespace seva::telecom {
namespace {

/// By so much the heaviest circle must outweigh the second to be the one.
constexpr double kClearLead = 0.35;

}  // namespace

std::vector<CircleChoice::Office> CircleChoice::offices(UnitIndex body, const std::vector<PlaceHint>& hints) const {
  std::vector<Office> offices;
  for (const PlaceHint& hint : hints) {
    const UnitIndex unit = tables_->office(body, hint.area);
    if (unit == kNoUnit) continue;
    const auto known = std::find_if(offices.begin(), offices.end(), [&](const Office& office) { return office.unit == unit; });
    if (known == offices.end()) {
      offices.push_back({unit, hint.weight, &hint});
      continue;
    }
    known->weight += hint.weight;
    if (hint.weight > known->by->weight) known->by = &hint;
  }
  std::stable_sort(offices.begin(), offices.end(), [](const Office& left, const Office& right) { return left.weight > right.weight; });
  return offices;
}

UnitIndex CircleChoice::division(UnitIndex body, UnitIndex circle, const std::vector<PlaceHint>& hints) const {
  const PlaceHint* best = nullptr;
  bool is_disputed = false;
  for (const PlaceHint& hint : hints) {
    if (tables_->office(body, hint.area) != circle || (best != nullptr && hint.weight < best->weight)) continue;
    is_disputed = best != nullptr && hint.weight == best->weight && hint.division != best->division;
    best = &hint;
  }
  const bool is_told = best != nullptr && !is_disputed && best->division != kNoUnit && (*units_)[best->division].body == body;
  return is_told ? best->division : circle;
}

UnitIndex CircleChoice::addressed_office(UnitIndex body, const CitizenMessage& message) const {
  UnitIndex office = kNoUnit;
  for (const AddressedView& view : message.addressed) {
    const UnitIndex unit = units_->find(view.unit);
    if (unit != kNoUnit && unit != body && (*units_)[unit].body == body) office = unit;
  }
  return office;
}

Reason CircleChoice::place_reason(const Office& office, const text::Tokens& tokens) const {
  Reason reason{Aspect::unit, "", {(*units_)[office.unit].code}, 0.9, {}};
  switch (office.by->source) {
    case PlaceSource::pin: reason.code = "pin_names_circle"; break;
    case PlaceSource::landline: reason.code = "landline_names_circle"; break;
    case PlaceSource::name:
      if (office.by->words.size == 0) {
        reason.code = "location_in_circle";
        break;
      }
      reason.code = "place_in_circle";
      reason.weight = 0.7;
      reason.words.push_back(office.by->words);
      reason.arguments.emplace_back(tokens.text().substr(office.by->words.offset, office.by->words.size));
      break;
  }
  return reason;
}

UnitIndex CircleChoice::within(UnitIndex body, const BodyQuestion& question, Assessment& assessment) const {
  const UnitIndex addressed = addressed_office(body, *question.message);
  const auto found = offices(body, *question.hints);
  if (found.empty()) {
    if (addressed != kNoUnit) return addressed;
    assessment.reasons.push_back({Aspect::unit, "circle_unknown", {(*units_)[body].code}, 0.2, {}});
    return body;
  }
  const bool is_clear = found.size() == 1 || found[0].weight >= found[1].weight + kClearLead;
  if (is_clear) {
    assessment.reasons.push_back(place_reason(found.front(), *question.tokens));
    return division(body, found.front().unit, *question.hints);
  }
  if (addressed != kNoUnit) return addressed;
  assessment.reasons.push_back({Aspect::unit, "several_circles", {(*units_)[found[0].unit].code, (*units_)[found[1].unit].code}, 0.2, {}});
  for (const Office& office : found) assessment.candidates.push_back({(*units_)[office.unit].code, std::min(0.9, office.weight / 2)});
  return body;
}

void CircleChoice::choose(const BodyAnswer& answer, const BodyQuestion& question, Assessment& assessment) const {
  assessment.reasons.insert(assessment.reasons.end(), answer.reasons.begin(), answer.reasons.end());
  if (answer.body != kNoUnit) {
    const UnitIndex unit = within(answer.body, question, assessment);
    assessment.unit = (*units_)[unit].code;
    assessment.candidates.insert(assessment.candidates.begin(), {assessment.unit, 1});
    return;
  }
  double total = 0;
  for (const auto& [body, weight] : answer.between) total += weight;
  for (const auto& [body, weight] : answer.between) {
    const auto found = offices(body, *question.hints);
    const bool is_clear = !found.empty() && (found.size() == 1 || found[0].weight >= found[1].weight + kClearLead);
    const std::string& code = (*units_)[is_clear ? division(body, found.front().unit, *question.hints) : body].code;
    const auto known =
        std::find_if(assessment.candidates.begin(), assessment.candidates.end(), [&](const UnitCandidate& other) { return other.unit == code; });
    const double score = answer.between.size() == 1 ? weight : weight / total;
    if (known == assessment.candidates.end())
      assessment.candidates.push_back({code, score});
    else
      known->score += score;
  }
  std::stable_sort(assessment.candidates.begin(), assessment.candidates.end(),
                   [](const UnitCandidate& left, const UnitCandidate& right) { return left.score > right.score; });
}

}  // namespace seva::telecom
