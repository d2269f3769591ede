#include "storage/migrate.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <sstream>

#include "storage/connection.hpp"
#include "storage/database_error.hpp"
#include "storage/embedded_migrations.hpp"
#include "storage/retry.hpp"

namespace seva::storage {
namespace {

constexpr int kKeyExists = 1061;
constexpr int kColumnExists = 1060;
constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations (number {number} NOT NULL, name {code} NOT NULL, PRIMARY KEY (number)) {keyed_table_options}";
const Select kNewest{"find the newest migration", "SELECT COALESCE(MAX(number), 0) FROM schema_migrations", 1};
const Select kLock{"wait for others who migrate", "SELECT COALESCE(GET_LOCK('seva.migrate', 60), 0)", 1};
const Select kUnlock{"let others migrate", "SELECT COALESCE(RELEASE_LOCK('seva.migrate'), 0)", 1};

domain::Problem newer_problem(const DatabaseAddress& address, std::int64_t newest) {
  return {domain::ProblemKind::conflict, "database_newer",
          "The database is at migration " + std::to_string(newest) + ", this program knows only " +
              std::to_string(embedded_migrations().back().number) + ".",
          address.shown(), "Start the newer program, or restore a backup from before it."};
}

domain::Problem problem_of(const DatabaseAddress& address, const DatabaseError& error) {
  switch (error.code()) {
    case 1044:
    case 1045:
    case 1142: return {domain::ProblemKind::unavailable, "database_denied", error.what(), address.shown(), "Check user, password and rights."};
    case 1049: return {domain::ProblemKind::unavailable, "database_unreachable", error.what(), address.shown(), "Create the database first."};
    default: break;
  }
  if (error.failure() == Failure::unavailable || error.failure() == Failure::connection_lost || error.statement() == "open the database")
    return {domain::ProblemKind::unavailable, "database_unreachable", error.what(), address.shown(), "Check the address, and that the server runs."};
  return {domain::ProblemKind::unavailable, "migration_failed", error.what(), address.shown(),
          "Mend the cause and start again: it goes on where it stopped."};
}

std::vector<std::string> statements_of(std::string_view text) {
  std::vector<std::string> statements(1);
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1);
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line.starts_with("--")) continue;
    if (line.ends_with(';')) {
      statements.back() += line.substr(0, line.size() - 1);
      statements.emplace_back();
    } else {
      statements.back() += std::string(line) + "\n";
    }
  }
  statements.pop_back();
  return statements;
}

/// SQLite has no way to add a column only where it is missing, so it is asked before. `statement` is filled in.
bool has_column_already(Connection& connection, const std::string& statement) {
  std::istringstream words(statement);
  std::string alter, table_word, table, add, column_word, column;
  words >> alter >> table_word >> table >> add >> column_word >> column;
  if (connection.dialect() != Dialect::sqlite || alter != "ALTER") return false;
  std::int64_t columns = 0;
  const Select find{"look for a column", "SELECT COUNT(*) FROM pragma_table_info('" + table + "') WHERE name = '" + column + "'", 1};
  connection.select(find, {}, [&](Row& row) { columns = row.number(); });
  return columns > 0;
}

void apply(Connection& connection, const Migration& migration) {
  for (const std::string& written : statements_of(migration.text)) {
    const std::string statement = filled(connection.dialect(), written);
    if (has_column_already(connection, statement)) continue;
    try {
      connection.command(migration.name, statement);
    } catch (const DatabaseError& error) {
      if (error.code() != kKeyExists && error.code() != kColumnExists) throw;
    }
  }
  connection.tidy();
  const Statement note = insert("note the migration", "schema_migrations", "number, name", or_keep(connection.dialect(), "number", "number"));
  const std::array<Value, 2> values{to_value(migration.number), migration.name};
  connection.execute(note, values);
}

/// Applies what is missing. The caller holds the lock.
domain::Result<int> apply_missing(Connection& connection, const DatabaseAddress& address, int last) {
  connection.command("make the table of migrations", filled(connection.dialect(), kTable));
  std::int64_t newest = 0;
  connection.select(kNewest, {}, [&](Row& row) { newest = row.number(); });
  if (newest > embedded_migrations().back().number) return newer_problem(address, newest);
  int applied = 0;
  for (const Migration& migration : embedded_migrations()) {
    if (migration.number <= newest || migration.number > last) continue;
    apply(connection, migration);
    ++applied;
  }
  return applied;
}

/// One transaction with the writer's place: whoever comes second finds it done.
domain::Result<int> migrate_sqlite(Connection& connection, const DatabaseAddress& address, int last) {
  connection.command("begin", begin_write(connection.dialect()));
  auto applied = apply_missing(connection, address, last);
  connection.command("end", applied ? "COMMIT" : "ROLLBACK");
  return applied;
}

/// The server commits each statement that makes a table, so each may be run again. The named lock saves the second from waiting for metadata;
/// where it does not hold, across the nodes of a cluster, the statements' own IF NOT EXISTS does.
domain::Result<int> migrate_server(Connection& connection, const DatabaseAddress& address, int last) {
  connection.select(kLock, {}, [](Row&) {});
  auto applied = apply_missing(connection, address, last);
  connection.select(kUnlock, {}, [](Row&) {});
  return applied;
}

}  // namespace

domain::Result<int> migrate(const DatabaseAddress& address) { return migrate(address, embedded_migrations().back().number); }

domain::Result<int> migrate(const DatabaseAddress& address, int last) {
  Retry retry(std::chrono::seconds(30));
  for (;;) {
    try {
      Connection connection(address, Access::write, BatchWriting::row_by_row);
      return address.engine == Engine::sqlite ? migrate_sqlite(connection, address, last) : migrate_server(connection, address, last);
    } catch (const DatabaseError& error) {
      if (error.failure() != Failure::conflict || !retry.again_after(error.failure())) return problem_of(address, error);
    }
  }
}

}  // namespace seva::storage
