#include "units.hpp"

#include <algorithm>

#include "seva/text/lexicon.hpp"

namespace seva::railways {
namespace {

bool holds(const std::vector<std::string>& kinds, std::string_view kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

}  // namespace

Units::Units(const std::vector<UnitView>& units, const std::vector<std::string>& division_kinds, const std::vector<std::string>& zone_kinds) {
  units_.reserve(units.size());
  for (const UnitView& view : units) {
    by_code_.emplace(view.code, static_cast<UnitIndex>(units_.size()));
    units_.push_back({std::string(view.code), std::string(view.names.empty() ? view.code : view.names.front()), kNoUnit,
                      holds(division_kinds, view.kind), holds(zone_kinds, view.kind)});
  }
  for (UnitIndex index = 0; index < units_.size(); ++index) {
    units_[index].parent = find(units[index].parent);
    if (units_[index].parent == kNoUnit && headquarters_ == kNoUnit) headquarters_ = index;
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

std::vector<UnitIndex> Units::listed(std::string_view codes) const {
  std::vector<UnitIndex> listed;
  text::detail::for_each_part(codes, '|', [&](std::string_view code) {
    if (const UnitIndex unit = find(code); unit != kNoUnit) listed.push_back(unit);
  });
  return listed;
}

}  // namespace seva::railways
