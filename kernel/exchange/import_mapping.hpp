#pragma once

#include <map>
#include <string>
#include <vector>

#include "actions/import_tickets.hpp"
#include "domain/written_time.hpp"
#include "exchange/import_file.hpp"

namespace seva::exchange {

/// How another system's rows become tickets. Names are those of columns.hpp; what is not mapped is read from the file's column of the same name.
struct ImportMapping {
  char separator = ',';                                              ///< of a CSV
  std::map<std::string, std::vector<std::string>> columns;           ///< name → the file's columns, whose values are joined by an empty line
  std::map<std::string, std::map<std::string, std::string>> values;  ///< name → the file's word, folded → ours
  std::map<std::string, std::string> constants;                      ///< name → what holds where the file says nothing
  domain::TimeForm time;
};

/// Reads a mapping file (YAML: separator, columns, values, constants, time). The Problem names file, line and key.
[[nodiscard]] domain::Result<ImportMapping> load_import_mapping(const std::string& path);

/// A Problem where a column of the mapping is not among the file's; `columns` may be empty: the file has no header.
[[nodiscard]] domain::Result<void> check_columns(const ImportMapping& mapping, const std::vector<std::string>& columns);

/// The ticket that the row tells of. The Problem's place is the name that cannot be read.
[[nodiscard]] domain::Result<actions::ImportedTicket> ticket_of(const ImportRow& row, const ImportMapping& mapping);

}  // namespace seva::exchange
