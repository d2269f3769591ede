#include "storage/ticket_parts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "actions/store.hpp"
#include "storage/backup_lines.hpp"
#include "storage/key_list.hpp"

namespace seva::storage {
namespace {

namespace json = boost::json;

/// Whose id it is that a row bears.
enum class Owner : std::uint8_t { ticket = 1, message, event, triage_item, delivery, call, file };

struct TicketTable {
  std::string_view table;
  std::string_view column;
  Owner owner;
  std::string_view condition = "";
  std::string_view index = "";  ///< where the condition would lead to another, in which very much lies
};

/// Messages and the like come before what hangs on them. The vault's kinds are numbers of domain::SealedKind (stored_numbers.hpp).
constexpr std::array kParts{TicketTable{"tickets", "id", Owner::ticket},
                            TicketTable{"messages", "ticket", Owner::ticket},
                            TicketTable{"events", "ticket", Owner::ticket},
                            TicketTable{"events", "message", Owner::message, "ticket = 0 AND ", "events_by_message"},
                            TicketTable{"triage_items", "ticket", Owner::ticket},
                            TicketTable{"triage_items", "message", Owner::message, "ticket = 0 AND ", "triage_by_message"},
                            TicketTable{"deliveries", "ticket", Owner::ticket},
                            TicketTable{"delivery_files", "delivery", Owner::delivery},
                            TicketTable{"calls", "ticket", Owner::ticket},
                            TicketTable{"call_dismissals", "call_number", Owner::call},
                            TicketTable{"files", "ticket", Owner::ticket},
                            TicketTable{"message_files", "message", Owner::message},
                            TicketTable{"vault", "subject", Owner::message, "kind = 2 AND "},
                            TicketTable{"vault", "subject", Owner::event, "kind = 3 AND "},
                            TicketTable{"vault", "subject", Owner::triage_item, "kind = 4 AND "},
                            TicketTable{"vault", "subject", Owner::delivery, "kind = 5 AND "},
                            TicketTable{"vault", "subject", Owner::call, "kind = 7 AND "},
                            TicketTable{"vault", "subject", Owner::file, "kind = 8 AND "},
                            TicketTable{"sealed_reads", "ticket", Owner::ticket},
                            TicketTable{"ticket_seen", "ticket", Owner::ticket},
                            TicketTable{"proof_codes", "ticket", Owner::ticket}};

/// What the ids of a table's rows own.
constexpr std::array<std::pair<std::string_view, Owner>, 6> kOwners{{{"messages", Owner::message},
                                                                     {"events", Owner::event},
                                                                     {"triage_items", Owner::triage_item},
                                                                     {"deliveries", Owner::delivery},
                                                                     {"calls", Owner::call},
                                                                     {"files", Owner::file}}};

std::size_t place_of(const RowForm& form, std::string_view column) {
  const auto found = std::find(form.columns.begin(), form.columns.end(), column);
  if (found == form.columns.end()) throw std::runtime_error("A row of " + form.table + " lacks the column " + std::string(column));
  return static_cast<std::size_t>(found - form.columns.begin());
}

bool is_before(const PlainRow& left, const PlainRow& right, const std::vector<std::size_t>& key) {
  for (const std::size_t place : key)
    if (left.values[place] != right.values[place]) return left.values[place].as_int64() < right.values[place].as_int64();
  return false;
}

}  // namespace

bool PlainRow::has(std::string_view column) const { return std::find(form->columns.begin(), form->columns.end(), column) != form->columns.end(); }
bool PlainRow::is_null(std::string_view column) const { return values.at(place_of(*form, column)).is_null(); }
std::int64_t PlainRow::number(std::string_view column) const {
  const json::value& value = values.at(place_of(*form, column));
  if (value.is_null()) return 0;
  if (!value.is_int64()) throw std::runtime_error("A row of " + form->table + " holds no number in " + std::string(column));
  return value.get_int64();
}
std::string PlainRow::text(std::string_view column) const {
  const json::value& value = values.at(place_of(*form, column));
  if (value.is_string()) return std::string(value.get_string());
  if (!value.is_array()) throw std::runtime_error("A row of " + form->table + " holds no text in " + std::string(column));
  return unwrapped_bytes(value);
}

std::vector<const PlainRow*> WholeTicket::of(std::string_view table) const {
  std::vector<const PlainRow*> found;
  for (const PlainRow& row : rows)
    if (row.form->table == table) found.push_back(&row);
  return found;
}

bool TicketParts::has(std::string_view table) {
  return std::any_of(kParts.begin(), kParts.end(), [&](const TicketTable& part) { return part.table == table; });
}

TicketParts::TicketParts(const std::vector<Table>& tables) {
  for (const TicketTable& part : kParts) {
    if (std::any_of(tables_.begin(), tables_.end(), [&](const Known& known) { return known.table.name == part.table; })) continue;
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const Table& table) { return table.name == part.table; });
    if (found == tables.end()) throw std::runtime_error("The database lacks the table " + std::string(part.table));
    Known& known = tables_.emplace_back();
    known.table = *found;
    known.form.table = found->name;
    for (const TableColumn& column : found->columns) known.form.columns.push_back(column.name);
    known.key = found->key();
  }
}

const TicketParts::Known& TicketParts::known(std::string_view table) const {
  const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const Known& known) { return known.table.name == table; });
  if (found == tables_.end()) throw std::runtime_error("No ticket has rows in the table that the file names");
  return *found;
}

std::vector<WholeTicket> TicketParts::read(RepositorySession& session, std::span<const domain::TicketId> ids) const {
  std::vector<WholeTicket> tickets(ids.size());
  std::map<Owner, std::unordered_map<std::int64_t, std::size_t>> owners;
  for (std::size_t place = 0; place < ids.size(); ++place) {
    tickets[place].id = ids[place];
    owners[Owner::ticket].emplace(ids[place].value, place);
  }
  for (const TicketTable& part : kParts) {
    const Known& known = this->known(part.table);
    const std::string columns = known.table.column_list();
    const std::string index = part.index.empty() ? "" : " " + by_index(session.dialect(), part.index);
    const std::string before = "FROM " + known.table.name + index + " WHERE " + std::string(part.condition) + std::string(part.column) + " IN";
    const std::size_t owner_column = place_of(known.form, part.column);
    const auto owned = std::find_if(kOwners.begin(), kOwners.end(), [&](const auto& one) { return one.first == part.table; });
    std::vector<Value> keys;
    for (const auto& [id, place] : owners[part.owner]) keys.emplace_back(id);
    select_by_keys(session, {"read what hangs on tickets", columns, before, ""}, {}, keys, [&](Row& row) {
      PlainRow plain{&known.form, {}};
      plain.values.reserve(known.table.columns.size());
      for (const TableColumn& column : known.table.columns) plain.values.push_back(written_value(row, column));
      const std::size_t place = owners[part.owner].at(plain.values[owner_column].as_int64());
      if (owned != kOwners.end()) owners[owned->second].emplace(plain.number("id"), place);
      tickets[place].rows.push_back(std::move(plain));
    });
  }
  std::erase_if(tickets, [](const WholeTicket& ticket) { return ticket.rows.empty() || ticket.own().form->table != "tickets"; });
  const auto order = [&](const PlainRow& left, const PlainRow& right) {
    if (left.form == right.form) return is_before(left, right, known(left.form->table).key);
    const auto place = [&](const RowForm* form) {
      return std::find_if(tables_.begin(), tables_.end(), [&](const Known& known) { return &known.form == form; }) - tables_.begin();
    };
    return place(left.form) < place(right.form);
  };
  for (WholeTicket& ticket : tickets) std::sort(ticket.rows.begin(), ticket.rows.end(), order);
  return tickets;
}

void TicketParts::remove(RepositorySession& session, std::span<const WholeTicket* const> tickets) const {
  for (const Known& known : tables_) {
    std::string condition;
    for (const std::size_t place : known.key) {
      const std::string& name = known.table.columns[place].name;
      condition += (condition.empty() ? "" : " AND ") + name + " = :" + name;
    }
    const bool is_versioned = known.table.name == "tickets";
    const Statement statement{"take what hangs on tickets out",
                              "DELETE FROM " + known.table.name + " WHERE " + condition + (is_versioned ? " AND version = :version" : "")};
    RowBatch batch(statement);
    for (const WholeTicket* ticket : tickets)
      for (const PlainRow* row : ticket->of(known.table.name)) {
        std::vector<Value> values;
        for (const std::size_t place : known.key) values.emplace_back(row->values[place].as_int64());
        if (is_versioned) values.emplace_back(row->number("version"));
        batch.add_row(values);
      }
    if (batch.rows() > 0 && session.run(batch) != static_cast<std::int64_t>(batch.rows()))
      throw actions::Outdated("A ticket was changed while it was to go.");
  }
}

void TicketParts::put_in(RepositorySession& session, std::span<const WholeTicket* const> tickets) const {
  std::map<std::pair<std::size_t, const RowForm*>, std::vector<const PlainRow*>> by_form;
  for (const WholeTicket* ticket : tickets)
    for (const PlainRow& row : ticket->rows) {
      const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const Known& known) { return known.table.name == row.form->table; });
      by_form[{static_cast<std::size_t>(found - tables_.begin()), row.form}].push_back(&row);
    }
  for (const auto& [place, rows] : by_form) {
    const RowForm& form = *place.second;
    const Known& known = this->known(form.table);
    std::vector<TableColumn> columns;
    std::string list;
    for (const std::string& name : form.columns) {
      columns.push_back(known.table.columns[place_of(known.form, name)]);
      list += (list.empty() ? "" : ", ") + name;
    }
    const Statement statement = insert("put what hangs on tickets in", form.table, list);
    RowBatch batch(statement, rows.size());
    for (const PlainRow* row : rows) {
      if (row->values.size() != columns.size()) throw std::runtime_error("A row of the file has other columns than its table");
      std::vector<Value> values;
      for (std::size_t column = 0; column < columns.size(); ++column) values.push_back(read_value(row->values[column], columns[column], batch));
      batch.add_row(values);
    }
    session.run(batch);
  }
}

}  // namespace seva::storage
