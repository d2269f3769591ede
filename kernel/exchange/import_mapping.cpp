#include "exchange/import_mapping.hpp"

#include <boost/json.hpp>

#include "domain/unicode.hpp"
#include "exchange/columns.hpp"
#include "settings/yaml_map.hpp"

namespace seva::exchange {
namespace {

namespace json = boost::json;
using domain::invalid;
using domain::Result;

constexpr std::string_view kJoined = " + ";
constexpr const char* kDefaultChannel = "import";
constexpr const char* kMend = "Mend the row, or say in the mapping how the file writes this.";

bool is_column(std::string_view name) { return std::find(kColumns.begin(), kColumns.end(), name) != kColumns.end(); }

std::vector<std::string> parts_of(std::string_view written) {
  std::vector<std::string> parts;
  for (std::size_t end = written.find(kJoined); end != std::string_view::npos; end = written.find(kJoined)) {
    parts.emplace_back(written.substr(0, end));
    written.remove_prefix(end + kJoined.size());
  }
  parts.emplace_back(written);
  return parts;
}

/// The mapping below the key, whose keys are names of ours.
settings::YamlMap names_below(settings::YamlMap& file, const char* key) {
  settings::YamlMap below = file.map(key);
  for (const std::string& name : below.keys())
    if (!is_column(name)) below.refuse(name, "Seva's tickets have no " + name + ".", "Look at seva import --help for the names.");
  return below;
}

/// What the row says by the name; empty where it says nothing.
std::string said(const ImportRow& row, const ImportMapping& mapping, const std::string& name) {
  std::string value;
  const auto mapped = mapping.columns.find(name);
  for (const std::string& column : mapped == mapping.columns.end() ? std::vector{name} : mapped->second) {
    const auto found = row.fields.find(column);
    if (found == row.fields.end() || found->second.empty()) continue;
    value += (value.empty() ? "" : "\n\n") + found->second;
  }
  if (const auto words = mapping.values.find(name); words != mapping.values.end())
    if (const auto word = words->second.find(domain::case_folded(value)); word != words->second.end()) value = word->second;
  if (const auto constant = mapping.constants.find(name); value.empty() && constant != mapping.constants.end()) value = constant->second;
  return value;
}

/// Reads one row; the first mistake is kept.
class Reading {
 public:
  Reading(const ImportRow& row, const ImportMapping& mapping) : row_(row), mapping_(mapping) {}

  std::string text(const std::string& name) { return said(row_, mapping_, name); }

  std::optional<domain::Instant> time(const std::string& name) {
    const std::string written = text(name);
    if (written.empty()) return std::nullopt;
    const auto instant = domain::time_from(written, mapping_.time);
    if (!instant) refuse("time_unreadable", "This is no time of the form that is expected.", name);
    return instant;
  }

  template <class Read>
  auto named(const std::string& name, const Read& read) -> decltype(read(std::string_view{})) {
    const std::string written = text(name);
    if (written.empty()) return std::nullopt;
    const auto value = read(std::string_view(written));
    if (!value) refuse("word_unknown", "This word is none of ours.", name);
    return value;
  }

  void read_conversation(actions::ImportedTicket& ticket) {
    const std::string conversation = text(std::string(kConversation));
    if (conversation.empty()) {
      if (std::string complaint = text("text"); !complaint.empty()) ticket.messages.push_back({ticket.opened_at, false, std::move(complaint)});
      return;
    }
    boost::system::error_code error;
    const json::value value = json::parse(conversation, error);
    if (error || !value.is_array()) return refuse("conversation_unreadable", "This is no list of messages.", std::string(kConversation));
    for (const json::value& entry : value.as_array())
      if (!read_message(entry, ticket)) return refuse("conversation_unreadable", "A message has no time, side or text.", std::string(kConversation));
  }

  void refuse(const char* code, const char* what, const std::string& name) {
    if (!problem) problem = invalid(code, what, name, kMend);
  }

  std::optional<domain::Problem> problem;

 private:
  bool read_message(const json::value& entry, actions::ImportedTicket& ticket) const {
    const json::object* message = entry.if_object();
    const auto field = [&](const char* name) -> const json::string* {
      const json::value* value = message == nullptr ? nullptr : message->if_contains(name);
      return value == nullptr ? nullptr : value->if_string();
    };
    const json::string* at = field("at");
    const json::string* from = field("from");
    const json::string* said_text = field("text");
    if (at == nullptr || from == nullptr || said_text == nullptr || (*from != "citizen" && *from != "office")) return false;
    const auto instant = domain::time_from(std::string(*at), mapping_.time);
    if (!instant) return false;
    ticket.messages.push_back({*instant, *from == "office", std::string(*said_text)});
    return true;
  }

  const ImportRow& row_;
  const ImportMapping& mapping_;
};

}  // namespace

Result<ImportMapping> load_import_mapping(const std::string& path) {
  auto file = settings::YamlMap::load(path);
  if (!file) return file.error();
  ImportMapping mapping;
  const std::string separator = file->text("separator", ",");
  if (separator.size() == 1)
    mapping.separator = separator.front();
  else if (separator == "tab")
    mapping.separator = '\t';
  else
    file->refuse("separator", "This must be one letter, or the word tab.");
  settings::YamlMap columns = names_below(*file, "columns");
  for (const std::string& name : columns.keys()) mapping.columns[name] = parts_of(columns.text(name));
  file->take_problem(columns);
  settings::YamlMap constants = names_below(*file, "constants");
  for (const std::string& name : constants.keys()) mapping.constants[name] = constants.text(name);
  file->take_problem(constants);
  settings::YamlMap values = names_below(*file, "values");
  for (const std::string& name : values.keys()) {
    settings::YamlMap words = values.map(name);
    for (const std::string& word : words.keys()) mapping.values[name][domain::case_folded(domain::to_nfc(word))] = words.text(word);
    values.take_problem(words);
  }
  file->take_problem(values);
  settings::YamlMap time = file->map("time");
  mapping.time.format = time.text("format", "");
  if (const auto offset = domain::offset_from(time.text("utc_offset", "+00:00")); offset)
    mapping.time.offset = *offset;
  else
    time.refuse("utc_offset", "This is no offset from UTC.", "Write it as \"+05:30\".");
  file->take_problem(time);
  if (const auto problem = file->problem()) return *problem;
  return mapping;
}

Result<void> check_columns(const ImportMapping& mapping, const std::vector<std::string>& columns) {
  if (columns.empty()) return {};
  for (const auto& [name, wanted] : mapping.columns)
    for (const std::string& column : wanted)
      if (std::find(columns.begin(), columns.end(), column) == columns.end())
        return invalid("column_missing", "The mapping reads " + name + " from the column " + column + ", which the file has not.", "line 1",
                       "Correct the name in the mapping, or the separator.");
  return {};
}

Result<actions::ImportedTicket> ticket_of(const ImportRow& row, const ImportMapping& mapping) {
  Reading reading(row, mapping);
  actions::ImportedTicket ticket;
  ticket.line = row.line;
  ticket.channel = reading.text("channel");
  if (ticket.channel.empty()) ticket.channel = kDefaultChannel;
  ticket.number = reading.text("number");
  ticket.docket = reading.text("docket");
  ticket.author = {reading.text("author_id"), reading.text("author_handle"), reading.text("author_name")};
  ticket.language = reading.text("language");
  ticket.department = reading.text("department");
  ticket.unit = reading.text("unit");
  ticket.category = reading.text("category");
  ticket.priority = reading.named("priority", domain::priority_named);
  ticket.status = reading.named("status", domain::status_named).value_or(domain::Status::open);
  ticket.outcome = reading.text("outcome");
  ticket.is_confidential = !reading.text("confidential").empty() && reading.text("confidential") != "false";
  if (ticket.number.empty() && ticket.docket.empty())
    reading.refuse("number_missing", "The row has neither a number nor a docket by which it would be known again.", "number");
  const auto opened_at = reading.time("opened_at");
  if (!opened_at) reading.refuse("opened_at_missing", "The row does not say when it was opened.", "opened_at");
  ticket.opened_at = opened_at.value_or(domain::Instant{});
  ticket.closed_at = reading.time("closed_at");
  reading.read_conversation(ticket);
  if (reading.problem) return *reading.problem;
  return ticket;
}

}  // namespace seva::exchange
