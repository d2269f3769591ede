#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"

namespace seva::settings {

/// A row of a table with its line in the file, from 1.
struct CsvRow {
  std::size_t line = 0;
  std::map<std::string, std::string, std::less<>> fields;
  [[nodiscard]] const std::string& operator[](std::string_view column) const { return fields.find(column)->second; }
};

/// Reads comma-separated values with a header line (RFC 4180; LF or CRLF). Every column of `columns` must be there and no other may be.
/// The Problem names file and line.
[[nodiscard]] domain::Result<std::vector<CsvRow>> read_csv(const std::string& path, const std::vector<std::string>& columns);

/// The same over text; `name` stands for the file in Problems.
[[nodiscard]] domain::Result<std::vector<CsvRow>> parse_csv(std::string_view text, const std::string& name, const std::vector<std::string>& columns);

}  // namespace seva::settings
