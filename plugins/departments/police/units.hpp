#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "seva/department.hpp"

namespace seva::police {

/// A unit's place in Units; kNoUnit for none.
using UnitIndex = std::uint32_t;
inline constexpr UnitIndex kNoUnit = 0xFFFFFFFF;

/// The instance's tree of units, as far as routing needs it. Which kind of unit is a district and which a police station, the configuration says.
class Units {
 public:
  struct Unit {
    std::string code;
    UnitIndex parent = kNoUnit;
    bool is_district = false;
    bool is_station = false;
    std::uint32_t depth = 0;       ///< 0 for a root
    UnitIndex district = kNoUnit;  ///< itself, or the district that it lies under
    std::vector<std::string> names;
  };

  Units() = default;
  /// Units whose parent is unknown count as roots.
  Units(const std::vector<UnitView>& units, std::string_view district_kind, std::string_view station_kind);

  [[nodiscard]] UnitIndex find(std::string_view code) const;
  [[nodiscard]] const Unit& operator[](UnitIndex index) const { return units_[index]; }
  [[nodiscard]] std::size_t size() const { return units_.size(); }
  /// The root of the tree; kNoUnit if there are no units.
  [[nodiscard]] UnitIndex headquarters() const { return headquarters_; }
  [[nodiscard]] bool is_within(UnitIndex unit, UnitIndex ancestor) const;

 private:
  void link(UnitIndex unit);

  std::vector<Unit> units_;
  std::unordered_map<std::string, UnitIndex> by_code_;
  UnitIndex headquarters_ = kNoUnit;
};

}  // namespace seva::police
