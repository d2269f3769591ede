#include "exchange/export_file.hpp"

#include <boost/json.hpp>

#include "domain/written_time.hpp"
#include "exchange/columns.hpp"
#include "exchange/csv_value.hpp"

namespace seva::exchange {
namespace {

namespace json = boost::json;
using Fields = std::map<std::string_view, std::string>;

std::string written(const std::optional<domain::Instant>& instant) { return instant ? domain::written_time(*instant) : std::string{}; }

Fields fields_of(const actions::ExportedTicket& ticket) {
  const actions::ImportedTicket& row = ticket.row;
  return {{"docket", row.docket},
          {"number", row.number},
          {"channel", row.channel},
          {"department", row.department},
          {"unit", row.unit},
          {"category", row.category},
          {"priority", std::string(domain::name_of(row.priority.value_or(domain::Priority::normal)))},
          {"status", std::string(domain::name_of(row.status))},
          {"outcome", row.outcome},
          {"opened_at", domain::written_time(row.opened_at)},
          {"closed_at", written(row.closed_at)},
          {"author_id", row.author.id},
          {"author_handle", row.author.handle},
          {"author_name", row.author.name},
          {"language", row.language},
          {"text", row.messages.empty() ? std::string{} : row.messages.front().text},
          {"confidential", ticket.is_sealed      ? "sealed"
                           : row.is_confidential ? "true"
                                                 : ""},
          {"responded_at", written(ticket.responded_at)},
          {"resolution_due", domain::written_time(ticket.resolution_due)},
          {"merged_into", ticket.merged_into}};
}

json::array conversation_of(const actions::ExportedTicket& ticket) {
  json::array said;
  for (const actions::ImportedMessage& message : ticket.row.messages)
    said.push_back({{"at", domain::written_time(message.sent_at)}, {"from", message.is_from_office ? "office" : "citizen"}, {"text", message.text}});
  return said;
}

template <class Give>
void each_column(const Give& give) {
  for (const std::string_view column : kColumns)
    if (column != kConversation) give(column);
  for (const std::string_view column : kReadOnlyColumns) give(column);
}

}  // namespace

std::optional<FileForm> form_of(std::string_view file_name) {
  if (file_name.ends_with(".csv")) return FileForm::csv;
  if (file_name.ends_with(".jsonl") || file_name.ends_with(".ndjson")) return FileForm::json_lines;
  return std::nullopt;
}

ExportFile::ExportFile(std::ostream& out, FileForm form) : out_(out), form_(form) {
  if (form_ != FileForm::csv) return;
  const char* separator = "";
  each_column([&](std::string_view column) { out_ << std::exchange(separator, ",") << column; });
  out_ << "\r\n";
}

void ExportFile::add(const actions::ExportedTicket& ticket) {
  Fields fields = fields_of(ticket);
  if (form_ == FileForm::csv) {
    const char* separator = "";
    each_column([&](std::string_view column) { out_ << std::exchange(separator, ",") << csv_value(std::move(fields[column])); });
    out_ << "\r\n";
    return;
  }
  json::object line;
  each_column([&](std::string_view column) { line[column] = fields[column]; });
  line[kConversation] = conversation_of(ticket);
  out_ << json::serialize(line) << "\n";
}

}  // namespace seva::exchange
