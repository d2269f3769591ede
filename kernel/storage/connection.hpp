#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "storage/address.hpp"
#include "storage/dialect.hpp"
#include "storage/row_batch.hpp"
#include "storage/server_select.hpp"
#include "storage/statement.hpp"

namespace seva::storage {

enum class Access : std::uint8_t {
  read = 1,  ///< the database refuses to write
  write
};

/// How many rows go to a server at once.
enum class BatchWriting : std::uint8_t {
  by_array = 1,  ///< whole batches by array binding where the server is MariaDB
  row_by_row
};

/// One connection and the statements prepared on it: with ArrayStatement, SqliteStatement and select_from_server() the only one that knows SOCI or a
/// database's interface. Of one thread at a time. After an error it is to be asked for nothing but `command(rollback)`. Every method throws
/// DatabaseError.
class Connection {
 public:
  Connection(const DatabaseAddress& address, Access access, BatchWriting writing);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] Dialect dialect() const { return dialect_; }

  /// Runs a text that has neither parameters nor rows and is not kept prepared.
  void command(std::string_view name, std::string_view text);

  /// Returns the number of rows that matched.
  std::int64_t execute(const Statement& statement, std::span<const Value> values);

  /// The same where nothing depends on the answer: it is waited for by whatever is asked next. What went wrong is that one's error.
  void command_unheard(std::string_view name, std::string_view text);

  /// Begins a transaction. A server is told once that each begins with its first statement, so that it need not be asked each time.
  void begin(Access access);

  /// Hands over every row. `take` must not use the connection.
  void select(const Select& select, std::span<const Value> values, const std::function<void(Row&)>& take);
  /// The same for several, which a server is asked all at once; none may depend on another's rows.
  void select(std::span<const Look> looks);

  /// Executes the statement for each row, in order. Returns the number of rows that matched over all of them.
  std::int64_t run(const RowBatch& batch);

  /// Drops prepared statements when there are very many, and all of them after an error. Not to be called while one is in use.
  void tidy();

  /// The server's number of this connection; 0 on SQLite.
  [[nodiscard]] std::uint64_t server_id() const;

 private:
  struct Parts;
  void open_sqlite(const DatabaseAddress& address, Access access);
  void open_mysql(const DatabaseAddress& address);
  void hear();
  std::int64_t run_row_by_row(const RowBatch& batch);

  template <class Work>
  auto translated(std::string_view statement, const Work& work) -> decltype(work());

  Dialect dialect_ = Dialect::sqlite;
  BatchWriting writing_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace seva::storage
