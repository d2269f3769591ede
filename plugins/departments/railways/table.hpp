#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace seva::railways {

/// Calls `take` with the values of each line of a comma-separated text without quotation marks, the line of headings left out. A line with another
/// number of values, and one for which `take` answers false, is counted and passed over; the count is returned.
template <std::size_t Columns, class Take>
std::size_t for_each_row(std::string_view csv, Take take) {
  std::size_t unusable = 0;
  bool is_heading = true;
  while (!csv.empty()) {
    const auto end = csv.find('\n');
    std::string_view line = csv.substr(0, end);
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (std::exchange(is_heading, false) || line.empty()) continue;
    std::array<std::string_view, Columns> row;
    std::size_t column = 0;
    for (bool has_more = true; has_more; ++column) {
      const auto comma = line.find(',');
      has_more = comma != std::string_view::npos;
      if (column < Columns) row[column] = line.substr(0, comma);
      line.remove_prefix(has_more ? comma + 1 : line.size());
    }
    if (column != Columns || !take(row)) ++unusable;
  }
  return unusable;
}

}  // namespace seva::railways
