#include "settings/csv.hpp"

#include <algorithm>
#include <optional>

#include "domain/unicode.hpp"
#include "settings/file.hpp"

namespace seva::settings {
namespace {

using domain::Problem;
using domain::Result;

struct Record {
  std::size_t line = 0;
  std::vector<std::string> values;
};

Problem wrong(const std::string& name, std::size_t line, std::string what) {
  return domain::invalid("csv_invalid", std::move(what), name + ":" + std::to_string(line), "Correct the line.");
}

/// Reads one record after another. Quotes may hold commas, line ends and doubled quotes.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<Record> next() {
    while (place_ < text_.size() && (text_[place_] == '\n' || text_[place_] == '\r')) step();
    if (place_ >= text_.size()) return std::nullopt;
    Record record{line_, {}};
    for (;;) {
      record.values.push_back(value());
      if (place_ < text_.size() && text_[place_] == ',') {
        ++place_;
        continue;
      }
      return record;
    }
  }

  [[nodiscard]] bool is_torn() const { return is_torn_; }

 private:
  void step() {
    if (text_[place_] == '\n') ++line_;
    ++place_;
  }

  std::string value() {
    std::string value;
    if (place_ < text_.size() && text_[place_] == '"') {
      ++place_;
      while (place_ < text_.size()) {
        if (text_[place_] == '"') {
          ++place_;
          if (place_ >= text_.size() || text_[place_] != '"') return value;
        }
        value += text_[place_];
        step();
      }
      is_torn_ = true;
      return value;
    }
    while (place_ < text_.size() && text_[place_] != ',' && text_[place_] != '\n' && text_[place_] != '\r') value += text_[place_++];
    return value;
  }

  std::string_view text_;
  std::size_t place_ = 0;
  std::size_t line_ = 1;
  bool is_torn_ = false;
};

}  // namespace

Result<std::vector<CsvRow>> parse_csv(std::string_view text, const std::string& name, const std::vector<std::string>& columns) {
  if (!domain::is_utf8(text)) return domain::invalid("csv_not_utf8", "The file is not UTF-8.", name, "Save it as UTF-8.");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Reader reader(text);
  const auto header = reader.next();
  if (!header) return wrong(name, 1, "The file has no header line.");
  for (const std::string& column : columns)
    if (std::count(header->values.begin(), header->values.end(), column) != 1) return wrong(name, 1, "The column " + column + " must be there once.");
  for (const std::string& column : header->values)
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) return wrong(name, 1, "The column " + column + " is not known.");
  std::vector<CsvRow> rows;
  while (const auto record = reader.next()) {
    if (reader.is_torn()) return wrong(name, record->line, "A quotation mark is never closed.");
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
