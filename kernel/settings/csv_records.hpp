#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace seva::settings {

struct CsvRecord {
  std::size_t line = 0;  ///< where it begins, from 1
  std::vector<std::string> values;
  bool is_torn = false;      ///< a quotation mark is never closed
  bool is_too_long = false;  ///< what goes over `longest` is left out
};

/// Reads comma-separated values one record after another (RFC 4180; LF or CRLF; a byte order mark at the beginning is passed over). Quotes may hold
/// separators, line ends and doubled quotes; empty lines are passed over. Never more than one record is in memory.
class CsvRecords {
 public:
  static constexpr std::size_t kLongest = std::size_t{1} << 20;

  /// The stream must outlive this. `longest`: bytes of one record.
  explicit CsvRecords(std::istream& text, char separator = ',', std::size_t longest = kLongest);

  /// nullopt at the end.
  [[nodiscard]] std::optional<CsvRecord> next();

 private:
  [[nodiscard]] bool is_at_line_end();
  char take();
  std::string value(CsvRecord& record);
  void keep(std::string& value, CsvRecord& record, char letter);

  std::istream& text_;
  char separator_;
  std::size_t longest_;
  std::size_t size_ = 0;  ///< of the present record
  std::size_t line_ = 1;
};

}  // namespace seva::settings
