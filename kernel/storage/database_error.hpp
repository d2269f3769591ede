#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace seva::storage {

/// What kind of failure it is, and so what can be done about it.
enum class Failure : std::uint8_t {
  conflict = 1,     ///< somebody else was faster: deadlock, lock wait, changed row, busy file. Running again mends it
  duplicate,        ///< a unique key exists already. Running again mends it where the work looks before it writes
  connection_lost,  ///< the server went away. Before a commit nothing was stored; at a commit it is unknown
  unavailable,      ///< no connection can be had now: refused, too many, all of ours in use
  full,             ///< no room, or the disk failed: nothing was stored
  broken            ///< a fault of the program, the schema, the rights or the file
};

/// The database failed. The text holds the statement's name and the database's code, never a bound value, an address or a password.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(Failure failure, int code, std::string_view statement);

  [[nodiscard]] Failure failure() const { return failure_; }
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] const std::string& statement() const { return statement_; }

 private:
  Failure failure_;
  int code_;
  std::string statement_;
};

/// What an error code of SQLite means (https://www.sqlite.org/rescode.html); extended codes too.
[[nodiscard]] Failure sqlite_failure(int extended_code);

/// What an error code of MariaDB or MySQL means, of the server (1000 and up) or the client library (2000 and up).
[[nodiscard]] Failure mysql_failure(int code);

}  // namespace seva::storage
