#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "seva/department.hpp"

namespace seva::telecom {

/// A unit's place in Units; kNoUnit for none.
using UnitIndex = std::uint32_t;
inline constexpr UnitIndex kNoUnit = 0xFFFFFFFF;

/// What kind of body a unit is. Everything else is an office of the body that it lies under.
enum class BodyKind : std::uint8_t {
  none = 0,
  regulator,  ///< licenses the others, and acts itself on towers, fraud and calls that nobody wants
  post,
  carrier,  ///< a public company for telephones, with landlines
  operator_
};

/// Which units are bodies, as the configuration says it.
struct BodySettings {
  std::string regulator;
  std::string post;
  std::vector<std::string> carriers;
  std::string operator_kind;
};

/// The instance's tree of units: bodies beside each other under the ministry, and below each its circles and divisions.
class Units {
 public:
  struct Unit {
    std::string code;
    UnitIndex parent = kNoUnit;
    UnitIndex body = kNoUnit;  ///< itself, or the body that it lies under
    BodyKind kind = BodyKind::none;
    std::uint32_t depth = 0;  ///< 0 for a root
    std::vector<std::string> names;
  };

  Units() = default;
  /// Units whose parent is unknown count as roots.
  Units(const std::vector<UnitView>& units, const BodySettings& settings);

  [[nodiscard]] UnitIndex find(std::string_view code) const;
  [[nodiscard]] const Unit& operator[](UnitIndex index) const { return units_[index]; }
  [[nodiscard]] std::size_t size() const { return units_.size(); }
  [[nodiscard]] UnitIndex ministry() const { return ministry_; }
  [[nodiscard]] UnitIndex regulator() const { return regulator_; }
  [[nodiscard]] UnitIndex post() const { return post_; }
  /// In the order of the configuration: the carrier of the whole country first.
  [[nodiscard]] const std::vector<UnitIndex>& carriers() const { return carriers_; }
  [[nodiscard]] BodyKind kind_of(UnitIndex body) const { return body == kNoUnit ? BodyKind::none : units_[body].kind; }

 private:
  [[nodiscard]] static BodyKind kind_of(const UnitView& unit, const BodySettings& settings);
  void link(UnitIndex unit);

  std::vector<Unit> units_;
  std::unordered_map<std::string, UnitIndex> by_code_;
  UnitIndex ministry_ = kNoUnit;
  UnitIndex regulator_ = kNoUnit;
  UnitIndex post_ = kNoUnit;
  std::vector<UnitIndex> carriers_;
};

}  // namespace seva::telecom
