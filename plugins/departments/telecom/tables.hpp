#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "units.hpp"

namespace seva::telecom {

/// A place in Areas; kNoArea for none.
using AreaIndex = std::uint32_t;
inline constexpr AreaIndex kNoArea = 0xFFFFFFFF;

/// Calls `take` with the columns of each line after the first. Comma-separated, without quotation marks; what a line lacks is empty.
template <std::size_t Columns, class Take>
void for_each_row(std::string_view csv, Take take) {
  bool is_header = true;
  while (!csv.empty()) {
    const auto end = csv.find('\n');
    std::string_view row = csv.substr(0, end);
    csv = end == std::string_view::npos ? std::string_view{} : csv.substr(end + 1);
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (!is_header && !row.empty()) {
      std::array<std::string_view, Columns> columns;
      for (std::string_view& column : columns) {
        const auto comma = row.find(',');
        column = row.substr(0, comma);
        row = comma == std::string_view::npos ? std::string_view{} : row.substr(comma + 1);
      }
      take(columns);
    }
    is_header = false;
  }
}

/// Numbers by how they begin: the longest beginning that is listed decides.
class PrefixTable {
 public:
  static constexpr std::uint32_t kNothing = 0xFFFFFFFF;

  /// False where `prefix` is not one to six digits, or stands twice.
  bool add(std::string_view prefix, std::uint32_t value);
  [[nodiscard]] std::uint32_t find(std::string_view digits) const;
  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  static constexpr std::size_t kLongest = 6;
  /// The digits with a 1 before them, so that 011 and 11 differ; 0 where they are none.
  [[nodiscard]] static std::uint32_t key_of(std::string_view digits);

  std::unordered_map<std::uint32_t, std::uint32_t> values_;
};

/// The parts of the country within which every body has one circle. Rows that cannot be used are counted, not refused: a wrong line must not stop a
/// ministry's routing.
///
/// | file | columns |
/// |---|---|
/// | areas | area, units (codes of the offices that serve it, blanks between) |
/// | pins | prefix (of PIN codes), area |
/// | divisions | first, last (PIN codes), unit (a postal division) |
/// | std_codes | code (the beginning of area codes, without 0), area |
/// | mobile_prefixes | unit (the body to which the series was given), prefixes (blanks between) |
class Tables {
 public:
  Tables() = default;
  Tables(const Files& files, const Units& units);

  [[nodiscard]] AreaIndex area(std::string_view code) const;
  /// The body's office for an area; kNoUnit where it does not serve it.
  [[nodiscard]] UnitIndex office(UnitIndex body, AreaIndex area) const;
  [[nodiscard]] AreaIndex area_of_pin(std::string_view six_digits) const { return pins_.find(six_digits); }
  /// The postal division of a PIN code; kNoUnit where it is not known.
  [[nodiscard]] UnitIndex division_of_pin(std::string_view six_digits) const;
  /// By an area code or a whole number without its leading 0.
  [[nodiscard]] AreaIndex area_of_landline(std::string_view digits) const { return std_codes_.find(digits); }
  [[nodiscard]] UnitIndex body_of_mobile(std::string_view digits) const { return mobile_prefixes_.find(digits); }
  [[nodiscard]] std::size_t unusable_rows() const { return unusable_rows_; }

 private:
  struct Division {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    UnitIndex unit = kNoUnit;
  };

  void read_areas(std::string_view csv, const Units& units);
  void read_divisions(std::string_view csv, const Units& units);
  void read_mobile_prefixes(std::string_view csv, const Units& units);

  std::vector<std::unordered_map<UnitIndex, UnitIndex>> areas_;  ///< body to office
  std::unordered_map<std::string, AreaIndex> by_code_;
  std::vector<Division> divisions_;  ///< sorted, none over another
  PrefixTable pins_;
  PrefixTable std_codes_;
  PrefixTable mobile_prefixes_;
  std::size_t unusable_rows_ = 0;
};

/// The value of digits; nothing where another character stands among them, or more than nine of them.
[[nodiscard]] std::optional<std::uint32_t> value_of(std::string_view digits);

}  // namespace seva::telecom
