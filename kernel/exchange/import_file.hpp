#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "domain/result.hpp"
#include "exchange/export_file.hpp"

namespace seva::exchange {

/// What a row of a file says, by the file's own columns.
struct ImportRow {
  std::size_t line = 0;  ///< where it begins, from 1
  std::map<std::string, std::string, std::less<>> fields;
};

/// Reads a file row by row; never more than one is in memory. Values are UTF-8, in NFC.
class ImportFile {
 public:
  virtual ~ImportFile() = default;

  struct Next {
    std::size_t line = 0;
    domain::Result<ImportRow> row;  ///< a Problem: the row cannot be read; the next ones can
  };
  /// nullopt at the end.
  [[nodiscard]] virtual std::optional<Next> next() = 0;
  /// The file's columns, where it has a header.
  [[nodiscard]] virtual std::vector<std::string> columns() const = 0;
};

/// The stream must outlive it. `separator`: of a CSV. A Problem where the file has no header, or not one that can be read.
[[nodiscard]] domain::Result<std::unique_ptr<ImportFile>> open_import(std::istream& text, FileForm form, char separator);

}  // namespace seva::exchange
