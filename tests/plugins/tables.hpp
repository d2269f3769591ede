#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Reading tables and files for the tests of departments, without anything of the kernel.
namespace seva::tables {

using Row = std::map<std::string, std::string>;

[[nodiscard]] inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Comma-separated values with quotation marks (RFC 4180); the first line names the columns.
[[nodiscard]] inline std::vector<Row> parse_csv(std::string_view text) {
  std::vector<std::vector<std::string>> lines(1);
  std::string value;
  bool is_quoted = false;
  bool is_line_open = false;
  const auto end_value = [&] { lines.back().push_back(std::move(value)), value.clear(); };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (is_quoted) {
      const bool is_doubled = c == '"' && at + 1 < text.size() && text[at + 1] == '"';
      if (c == '"' && !is_doubled) {
        is_quoted = false;
        continue;
      }
      at += is_doubled ? 1 : 0;
      value += c;
    } else if (c == '"') {
      is_quoted = true;
    } else if (c == ',') {
      end_value();
    } else if (c == '\n') {
      end_value();
      lines.emplace_back();
    } else if (c != '\r') {
      value += c;
    }
    is_line_open = c != '\n' || is_quoted;
  }
  if (is_line_open) end_value();
  if (lines.back().empty()) lines.pop_back();
  std::vector<Row> rows;
  for (std::size_t line = 1; line < lines.size(); ++line) {
    if (lines[line].size() != lines[0].size()) throw std::runtime_error("line " + std::to_string(line + 1) + " has a wrong number of values");
    Row row;
    for (std::size_t column = 0; column < lines[0].size(); ++column) row[lines[0][column]] = lines[line][column];
    rows.push_back(std::move(row));
  }
  return rows;
}

[[nodiscard]] inline std::vector<Row> read_csv(const std::string& path) { return parse_csv(read_file(path)); }

}  // namespace seva::tables
