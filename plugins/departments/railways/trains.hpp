#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "units.hpp"

namespace seva::railways {

/// The list of trains by number.
///
/// The file is comma-separated with the columns number (five digits), name, units. The units, separated by bars, are those that may run the train:
/// one division where the number's zones hold only one of its two ends; both ends' divisions where they do not tell; the zones alone where the ends
/// are not known; empty where nothing is.
class Trains {
 public:
  Trains() = default;
  /// Rows that cannot be used are counted, not refused: a wrong line must not stop the country's routing.
  Trains(std::string_view csv, const Units& units);

  [[nodiscard]] bool is_listed(std::string_view number) const { return by_number_.contains(key_of(number)); }
  /// The units that may run it; empty if the number is not listed or nothing is known.
  [[nodiscard]] const std::vector<UnitIndex>& units_of(std::string_view number) const;
  [[nodiscard]] std::size_t size() const { return by_number_.size(); }
  [[nodiscard]] std::size_t unusable_rows() const { return unusable_rows_; }

 private:
  /// The number's value and length; 0 for what is no number of five digits.
  [[nodiscard]] static std::uint32_t key_of(std::string_view number);

  std::unordered_map<std::uint32_t, std::uint32_t> by_number_;  ///< to the place in units_
  std::vector<std::vector<UnitIndex>> units_ = {{}};
  std::size_t unusable_rows_ = 0;
};

}  // namespace seva::railways
