#include "settings/csv.hpp"

#include <algorithm>
#include <sstream>

#include "domain/unicode.hpp"
#include "settings/csv_records.hpp"
#include "settings/file.hpp"

namespace seva::settings {
namespace {

using domain::Problem;
using domain::Result;

Problem wrong(const std::string& name, std::size_t line, std::string what) {
  return domain::invalid("csv_invalid", std::move(what), name + ":" + std::to_string(line), "Correct the line.");
}

}  // namespace

Result<std::vector<CsvRow>> parse_csv(std::string_view text, const std::string& name, const std::vector<std::string>& columns) {
  if (!domain::is_utf8(text)) return domain::invalid("csv_not_utf8", "The file is not UTF-8.", name, "Save it as UTF-8.");
  std::istringstream stream{std::string(text)};
  CsvRecords records(stream);
  const auto header = records.next();
  if (!header) return wrong(name, 1, "The file has no header line.");
  for (const std::string& column : columns)
    if (std::count(header->values.begin(), header->values.end(), column) != 1) return wrong(name, 1, "The column " + column + " must be there once.");
  for (const std::string& column : header->values)
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) return wrong(name, 1, "The column " + column + " is not known.");
  std::vector<CsvRow> rows;
  while (const auto record = records.next()) {
    if (record->is_torn) return wrong(name, record->line, "A quotation mark is never closed.");
    if (record->is_too_long) return wrong(name, record->line, "The line is longer than 1 MiB.");
    if (record->values.size() != header->values.size())
      return wrong(
          name, record->line,
          "The line has " + std::to_string(record->values.size()) + " values where the header has " + std::to_string(header->values.size()) + ".");
    CsvRow row{record->line, {}};
    for (std::size_t column = 0; column < header->values.size(); ++column)
      row.fields.emplace(header->values[column], domain::to_nfc(record->values[column]));
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<std::vector<CsvRow>> read_csv(const std::string& path, const std::vector<std::string>& columns) {
  const auto text = read_file(path);
  if (!text) return text.error();
  return parse_csv(*text, path, columns);
}

}  // namespace seva::settings
