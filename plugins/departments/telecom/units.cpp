#include "units.hpp"

#include <algorithm>

namespace seva::telecom {

Units::Units(const std::vector<UnitView>& units, const BodySettings& settings) {
  units_.reserve(units.size());
  for (const UnitView& view : units) {
    Unit unit;
    unit.code = view.code;
    unit.kind = kind_of(view, settings);
    for (const std::string_view name : view.names) unit.names.emplace_back(name);
    for (const std::string_view alias : view.aliases) unit.names.emplace_back(alias);
    by_code_.emplace(unit.code, static_cast<UnitIndex>(units_.size()));
    units_.push_back(std::move(unit));
  }
  for (UnitIndex index = 0; index < units_.size(); ++index) units_[index].parent = find(units[index].parent);
  for (UnitIndex index = 0; index < units_.size(); ++index) link(index);
  regulator_ = find(settings.regulator);
  post_ = find(settings.post);
  for (const std::string& code : settings.carriers)
    if (const UnitIndex carrier = find(code); carrier != kNoUnit) carriers_.push_back(carrier);
}

BodyKind Units::kind_of(const UnitView& unit, const BodySettings& settings) {
  if (unit.code == settings.regulator) return BodyKind::regulator;
  if (unit.code == settings.post) return BodyKind::post;
  if (std::find(settings.carriers.begin(), settings.carriers.end(), unit.code) != settings.carriers.end()) return BodyKind::carrier;
  return unit.kind == settings.operator_kind ? BodyKind::operator_ : BodyKind::none;
}

void Units::link(UnitIndex unit) {
  Unit& linked = units_[unit];
  if (linked.parent == kNoUnit && ministry_ == kNoUnit) ministry_ = unit;
  UnitIndex at = unit;
  // A tree cannot be deeper than it has units; a loop ends here too.
  while (at != kNoUnit && linked.depth < units_.size()) {
    if (units_[at].kind != BodyKind::none && linked.body == kNoUnit) linked.body = at;
    at = units_[at].parent;
    linked.depth += at != kNoUnit ? 1 : 0;
  }
}

UnitIndex Units::find(std::string_view code) const {
  const auto found = by_code_.find(std::string(code));
  return found == by_code_.end() ? kNoUnit : found->second;
}

}  // namespace seva::telecom
