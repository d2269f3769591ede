#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "seva/department.hpp"

namespace seva::railways {

/// A unit's place in Units; kNoUnit for none.
using UnitIndex = std::uint32_t;
inline constexpr UnitIndex kNoUnit = 0xFFFFFFFF;

/// The instance's tree of units, as far as routing needs it. Which kinds of unit are divisions and which are zones, the configuration says.
class Units {
 public:
  struct Unit {
    std::string code;
    std::string name;  ///< the first of its names; its code if it has none
    UnitIndex parent = kNoUnit;
    bool is_division = false;
    bool is_zone = false;
  };

  Units() = default;
  /// Units whose parent is unknown count as roots.
  Units(const std::vector<UnitView>& units, const std::vector<std::string>& division_kinds, const std::vector<std::string>& zone_kinds);

  /// kNoUnit if there is none.
  [[nodiscard]] UnitIndex find(std::string_view code) const;
  [[nodiscard]] const Unit& operator[](UnitIndex index) const { return units_[index]; }
  [[nodiscard]] std::size_t size() const { return units_.size(); }
  /// The first root of the tree; kNoUnit if there are no units.
  [[nodiscard]] UnitIndex headquarters() const { return headquarters_; }
  /// Whether `unit` is `ancestor` or lies under it.
  [[nodiscard]] bool is_within(UnitIndex unit, UnitIndex ancestor) const;
  /// The units named in `codes`, separated by bars; unknown ones are left out.
  [[nodiscard]] std::vector<UnitIndex> listed(std::string_view codes) const;

 private:
  std::vector<Unit> units_;
  std::unordered_map<std::string, UnitIndex> by_code_;
  UnitIndex headquarters_ = kNoUnit;
};

}  // namespace seva::railways
