#include "settings/csv_records.hpp"

namespace seva::settings {
namespace {

constexpr int kEnd = std::istream::traits_type::eof();
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

CsvRecords::CsvRecords(std::istream& text, char separator, std::size_t longest) : text_(text), separator_(separator), longest_(longest) {
  for (const char letter : kByteOrderMark)
    if (text_.peek() != std::istream::traits_type::to_int_type(letter) || text_.get() == kEnd) return;
}

char CsvRecords::take() {
  const char letter = static_cast<char>(text_.get());
  if (letter == '\n') ++line_;
  return letter;
}

bool CsvRecords::is_at_line_end() { return text_.peek() == kEnd || text_.peek() == '\n' || text_.peek() == '\r'; }

void CsvRecords::keep(std::string& value, CsvRecord& record, char letter) {
  if (++size_ > longest_)
    record.is_too_long = true;
  else
    value += letter;
}

std::string CsvRecords::value(CsvRecord& record) {
  std::string value;
  if (text_.peek() == '"') {
    take();
    while (text_.peek() != kEnd) {
      const char letter = take();
      if (letter == '"' && text_.peek() != '"') return value;
      if (letter == '"') take();
      keep(value, record, letter);
    }
    record.is_torn = true;
    return value;
  }
  while (!is_at_line_end() && text_.peek() != std::istream::traits_type::to_int_type(separator_)) keep(value, record, take());
  return value;
}

std::optional<CsvRecord> CsvRecords::next() {
  while (text_.peek() != kEnd && is_at_line_end()) take();
  if (text_.peek() == kEnd) return std::nullopt;
  CsvRecord record;
  record.line = line_;
  size_ = 0;
  for (;;) {
    record.values.push_back(value(record));
    if (text_.peek() != std::istream::traits_type::to_int_type(separator_)) break;
    take();
  }
  while (!is_at_line_end()) take();  // what follows a closing quotation mark
  return record;
}

}  // namespace seva::settings
