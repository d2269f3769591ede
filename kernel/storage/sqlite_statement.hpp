#pragma once

#include <cstdint>

#include "storage/row_batch.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace seva::storage {

/// A statement that SQLite carries out for many rows, bound where they lie: SQLite's own interface on the handle of SOCI's session, which would copy
/// each value three times over. Lives no longer than the connection; of one thread at a time. Throws DatabaseError.
class SqliteStatement {
 public:
  SqliteStatement(sqlite3* connection, const Statement& statement);
  ~SqliteStatement();
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  /// Executes for each row in order. Returns the number of rows that matched over all of them.
  std::int64_t run(const RowBatch& batch);

 private:
  void bind(const RowBatch& batch, std::size_t row);
  [[noreturn]] void fail() const;

  sqlite3* connection_;
  std::string_view name_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace seva::storage
