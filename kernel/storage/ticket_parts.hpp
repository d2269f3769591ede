#pragma once

#include <boost/json.hpp>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.hpp"
#include "storage/repository_session.hpp"
#include "storage/table_catalogue.hpp"

namespace seva::storage {

/// Which columns a row's values are of.
struct RowForm {
  std::string table;
  std::vector<std::string> columns;

  friend bool operator==(const RowForm&, const RowForm&) = default;
};

/// A row as a backup writes it. Its form lives with whoever read it.
struct PlainRow {
  const RowForm* form = nullptr;
  boost::json::array values;

  /// Throws std::runtime_error where the form has no such column, or it holds something else. NULL is 0.
  [[nodiscard]] std::int64_t number(std::string_view column) const;
  [[nodiscard]] std::string text(std::string_view column) const;
  [[nodiscard]] bool has(std::string_view column) const;
  [[nodiscard]] bool is_null(std::string_view column) const;

  friend bool operator==(const PlainRow& left, const PlainRow& right) { return *left.form == *right.form && left.values == right.values; }
};

/// A ticket with everything that hangs on it: its own row first, the others by table and key.
struct WholeTicket {
  domain::TicketId id;
  std::vector<PlainRow> rows;

  [[nodiscard]] const PlainRow& own() const { return rows.front(); }
  [[nodiscard]] std::vector<const PlainRow*> of(std::string_view table) const;
};

/// The tables whose rows belong to one ticket, and by what. What is not among them stays when a ticket goes: citizens, who may have other tickets;
/// proofs, which end by themselves; and what was done to keys. Of one thread at a time.
class TicketParts {
 public:
  /// `tables` as tables_of() says.
  explicit TicketParts(const std::vector<Table>& tables);

  /// In the order of `ids`; those that are not stored are absent.
  [[nodiscard]] std::vector<WholeTicket> read(RepositorySession& session, std::span<const domain::TicketId> ids) const;

  /// Exactly these rows, by their keys. Throws actions::Outdated where one is not there any more, or the ticket has another version.
  void remove(RepositorySession& session, std::span<const WholeTicket* const> tickets) const;

  /// Puts rows in as they were written. Throws std::runtime_error where a table or column is none of these.
  void put_in(RepositorySession& session, std::span<const WholeTicket* const> tickets) const;

  /// Is the table one whose rows go with a ticket?
  [[nodiscard]] static bool has(std::string_view table);

 private:
  struct Known {
    Table table;
    RowForm form;
    std::vector<std::size_t> key;
  };
  [[nodiscard]] const Known& known(std::string_view table) const;

  std::deque<Known> tables_;  ///< in the order in which rows are written
};

}  // namespace seva::storage
