#pragma once

#include <string>
#include <vector>

#include "storage/connection.hpp"

namespace seva::storage {

struct TableColumn {
  std::string name;
  bool is_number = false;  ///< else text or bytes
  bool is_bytes = false;
  int key_place = 0;  ///< its place in the primary key, from 1; 0: it is none of it
};

struct Table {
  std::string name;
  std::vector<TableColumn> columns;

  /// The columns of the primary key, in its order.
  [[nodiscard]] std::vector<std::size_t> key() const;
  [[nodiscard]] std::string column_list() const;
};

/// The tables that the database has, as it describes itself, by name. Without the list of migrations and what one node holds for a moment (leases).
[[nodiscard]] std::vector<Table> tables_of(Connection& connection);

}  // namespace seva::storage
