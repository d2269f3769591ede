#include "exchange/import_file.hpp"

#include <boost/json.hpp>

#include "domain/unicode.hpp"
#include "exchange/columns.hpp"
#include "settings/csv_records.hpp"

namespace seva::exchange {
namespace {

namespace json = boost::json;
using domain::invalid;
using domain::Result;

constexpr std::size_t kMostColumns = 500;
constexpr std::size_t kLongestLine = std::size_t{4} << 20;

std::string without_guard(std::string value) {
  if (value.size() > 1 && value.front() == '\'' && kFormulaBegins.find(value[1]) != std::string_view::npos) value.erase(0, 1);
  return value;
}

domain::Problem not_utf8() { return invalid("row_not_utf8", "The row is not UTF-8.", {}, "Save the file as UTF-8."); }

class CsvFile final : public ImportFile {
 public:
  CsvFile(std::istream& text, char separator) : records_(text, separator, kLongestLine) {}

  Result<void> read_header() {
    auto header = records_.next();
    if (!header || header->is_torn || header->is_too_long)
      return invalid("header_missing", "The file has no header line.", "line 1", "Put the columns' names into the first line.");
    for (std::string& column : header->values) {
      if (!domain::is_utf8(column)) return not_utf8();
      column = domain::to_nfc(std::move(column));
      if (std::find(columns_.begin(), columns_.end(), column) != columns_.end())
        return invalid("column_twice", "The column " + column + " is there twice.", "line 1", "Give each column a name of its own.");
      columns_.push_back(std::move(column));
    }
    if (columns_.size() > kMostColumns) return invalid("columns_too_many", "The file has over 500 columns.", "line 1", "Check the separator.");
    return {};
  }

  std::optional<Next> next() override {
    auto record = records_.next();
    if (!record) return std::nullopt;
    return Next{record->line, row_of(*record)};
  }

  [[nodiscard]] std::vector<std::string> columns() const override { return columns_; }

 private:
  Result<ImportRow> row_of(settings::CsvRecord& record) const {
    if (record.is_torn)
      return invalid("row_torn", "A quotation mark is never closed.", {}, "Close it; what follows in the file was read as part of this row.");
    if (record.is_too_long) return invalid("row_too_long", "The row is longer than 4 MiB.");
    if (record.values.size() != columns_.size())
      return invalid("row_uneven",
                     "The row has " + std::to_string(record.values.size()) + " values where the header has " + std::to_string(columns_.size()) + ".");
    ImportRow row{record.line, {}};
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (!domain::is_utf8(record.values[column])) return not_utf8();
      row.fields.emplace(columns_[column], domain::to_nfc(without_guard(std::move(record.values[column]))));
    }
    return row;
  }

  settings::CsvRecords records_;
  std::vector<std::string> columns_;
};

class JsonFile final : public ImportFile {
 public:
  explicit JsonFile(std::istream& text) : text_(text) {}

  std::optional<Next> next() override {
    std::string line;
    bool is_too_long = false;
    do {
      if (!read_line(line, is_too_long)) return std::nullopt;
      ++line_;
    } while (!is_too_long && line.find_first_not_of(" \t\r") == std::string::npos);
    if (is_too_long) return Next{line_, invalid("row_too_long", "The row is longer than 4 MiB.")};
    return Next{line_, row_of(line)};
  }

  [[nodiscard]] std::vector<std::string> columns() const override { return {}; }

 private:
  bool read_line(std::string& line, bool& is_too_long) {
    line.clear();
    int letter = text_.get();
    if (letter == std::istream::traits_type::eof()) return false;
    for (; letter != std::istream::traits_type::eof() && letter != '\n'; letter = text_.get()) {
      if (line.size() == kLongestLine)
        is_too_long = true;
      else
        line += static_cast<char>(letter);
    }
    return true;
  }

  [[nodiscard]] Result<ImportRow> row_of(const std::string& line) const {
    if (!domain::is_utf8(line)) return not_utf8();
    boost::system::error_code error;
    const json::value value = json::parse(domain::to_nfc(line), error);
    if (error || !value.is_object()) return invalid("row_not_json", "The row is no JSON object.");
    ImportRow row{line_, {}};
    for (const auto& [name, field] : value.as_object()) {
      if (field.is_null()) continue;
      if (field.is_string())
        row.fields.insert_or_assign(std::string(name), std::string(field.as_string()));
      else
        row.fields.insert_or_assign(std::string(name), json::serialize(field));
    }
    return row;
  }

  std::istream& text_;
  std::size_t line_ = 0;
};

}  // namespace

Result<std::unique_ptr<ImportFile>> open_import(std::istream& text, FileForm form, char separator) {
  if (form == FileForm::json_lines) return std::unique_ptr<ImportFile>(std::make_unique<JsonFile>(text));
  auto file = std::make_unique<CsvFile>(text, separator);
  if (const auto header = file->read_header(); !header) return header.error();
  return std::unique_ptr<ImportFile>(std::move(file));
}

}  // namespace seva::exchange
