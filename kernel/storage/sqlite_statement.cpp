#include "storage/sqlite_statement.hpp"

#include <sqlite3.h>

#include "storage/database_error.hpp"

namespace seva::storage {

SqliteStatement::SqliteStatement(sqlite3* connection, const Statement& statement) : connection_(connection), name_(statement.name) {
  const auto size = static_cast<int>(statement.text.size());
  if (sqlite3_prepare_v3(connection, statement.text.data(), size, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) != SQLITE_OK) fail();
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

std::int64_t SqliteStatement::run(const RowBatch& batch) {
  std::int64_t matched = 0;
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    bind(batch, row);
    if (sqlite3_step(statement_) != SQLITE_DONE) fail();
    matched += sqlite3_changes(connection_);
    sqlite3_reset(statement_);
  }
  sqlite3_clear_bindings(statement_);
  return matched;
}

void SqliteStatement::bind(const RowBatch& batch, std::size_t row) {
  int place = 0;
  for (const RowBatch::Column& column : batch.columns()) {
    ++place;
    const int bound = column.is_text ? sqlite3_bind_text64(statement_, place, column.texts[row], column.sizes[row], SQLITE_STATIC, SQLITE_UTF8)
                      : column.nulls[row] != 0 ? sqlite3_bind_null(statement_, place)
                                               : sqlite3_bind_int64(statement_, place, column.numbers[row]);
    if (bound != SQLITE_OK) fail();
  }
}

void SqliteStatement::fail() const {
  const int code = sqlite3_extended_errcode(connection_);
  if (statement_ != nullptr) sqlite3_reset(statement_);
  throw DatabaseError(sqlite_failure(code), code, name_);
}

}  // namespace seva::storage
