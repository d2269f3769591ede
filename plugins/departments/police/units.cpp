#include "units.hpp"

namespace seva::police {

Units::Units(const std::vector<UnitView>& units, std::string_view district_kind, std::string_view station_kind) {
  units_.reserve(units.size());
  for (const UnitView& view : units) {
    Unit unit;
    unit.code = view.code;
    unit.is_district = view.kind == district_kind;
    unit.is_station = view.kind == station_kind;
    for (const std::string_view name : view.names) unit.names.emplace_back(name);
    for (const std::string_view alias : view.aliases) unit.names.emplace_back(alias);
    by_code_.emplace(unit.code, static_cast<UnitIndex>(units_.size()));
    units_.push_back(std::move(unit));
  }
  for (UnitIndex index = 0; index < units_.size(); ++index) units_[index].parent = find(units[index].parent);
  for (UnitIndex index = 0; index < units_.size(); ++index) link(index);
}

void Units::link(UnitIndex unit) {
  Unit& linked = units_[unit];
  if (linked.parent == kNoUnit && headquarters_ == kNoUnit) headquarters_ = unit;
  UnitIndex at = unit;
  // A tree cannot be deeper than it has units; a loop ends here too.
  while (at != kNoUnit && linked.depth < units_.size()) {
    if (units_[at].is_district && linked.district == kNoUnit) linked.district = at;
    at = units_[at].parent;
    linked.depth += at != kNoUnit ? 1 : 0;
  }
}

UnitIndex Units::find(std::string_view code) const {
  const auto found = by_code_.find(std::string(code));
  return found == by_code_.end() ? kNoUnit : found->second;
}

bool Units::is_within(UnitIndex unit, UnitIndex ancestor) const {
  for (std::size_t steps = 0; unit != kNoUnit && steps <= units_.size(); ++steps, unit = units_[unit].parent)
    if (unit == ancestor) return true;
  return false;
}

}  // namespace seva::police
