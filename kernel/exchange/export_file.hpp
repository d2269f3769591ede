#pragma once

#include <ostream>
#include <string_view>

#include "actions/export_tickets.hpp"

namespace seva::exchange {

enum class FileForm : std::uint8_t { csv = 1, json_lines };

/// What the name's end says: .csv, .jsonl or .ndjson; nullopt: neither.
[[nodiscard]] std::optional<FileForm> form_of(std::string_view file_name);

/// Writes tickets, one a line (RFC 4180 with a header, or JSON lines, RFC 8259). Of one thread; the stream outlives it and is the caller's to check.
class ExportFile {
 public:
  ExportFile(std::ostream& out, FileForm form);
  void add(const actions::ExportedTicket& ticket);

 private:
  std::ostream& out_;
  FileForm form_;
};

}  // namespace seva::exchange
