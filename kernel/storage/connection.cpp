#include "storage/connection.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <optional>
#include <unordered_map>
#include <utility>

#include "storage/array_statement.hpp"
#include "storage/database_error.hpp"
#include "storage/prepared_statement.hpp"
#include "storage/sqlite_statement.hpp"

namespace seva::storage {
namespace {

constexpr std::size_t kMostStatements = 400;
constexpr std::size_t kSmallestPacket = 1024 * 1024;
constexpr int kUnknownVariable = 1193;

std::string quoted(std::string_view value) {
  std::string text = "'";
  for (const char symbol : value) {
    if (symbol == '\'' || symbol == '\\') text += '\\';
    text += symbol;
  }
  return text + "'";
}

std::string connect_text(const DatabaseAddress& address) {
  if (address.engine == Engine::sqlite) return address.path.find('=') == std::string::npos ? address.path : "dbname=\"" + address.path + "\"";
  return "host=" + quoted(address.host) + " port=" + std::to_string(address.port) + " user=" + quoted(address.user) +
         " password=" + quoted(address.password) + " dbname=" + quoted(address.name) +
         " charset=utf8mb4 connect_timeout=5 read_timeout=60 write_timeout=60";
}

[[noreturn]] void fail_on_server(MYSQL* server, std::string_view statement) {
  const int code = static_cast<int>(mysql_errno(server));
  throw DatabaseError(mysql_failure(code), code, statement);
}

}  // namespace

struct Connection::Parts {
  std::optional<soci::session> session;
  std::unordered_map<std::string, std::unique_ptr<PreparedStatement>> statements;
  std::unordered_map<std::string, std::unique_ptr<ArrayStatement>> array_statements;
  std::unordered_map<std::string, std::unique_ptr<SqliteStatement>> sqlite_statements;
  std::size_t most_bytes = kSmallestPacket;  ///< of one packet to the server
  bool did_fail = false;
  std::string unheard;          ///< the name of a command whose answer was not waited for
  std::optional<Access> began;  ///< as what transactions of a server begin by themselves

  [[nodiscard]] sqlite_api::sqlite3* sqlite() { return static_cast<soci::sqlite3_session_backend*>(session->get_backend())->conn_; }
  [[nodiscard]] MYSQL* mysql() { return static_cast<soci::mysql_session_backend*>(session->get_backend())->conn_; }

  PreparedStatement& prepared(const std::string& text, int columns, std::span<const Value> values) {
    auto& place = statements[text];
    if (!place) place = std::make_unique<PreparedStatement>(*session, text, columns, values);
    return *place;
  }

  SqliteStatement& embedded(const Statement& statement) {
    auto& place = sqlite_statements[statement.text];
    if (!place) place = std::make_unique<SqliteStatement>(reinterpret_cast<::sqlite3*>(sqlite()), statement);
    return *place;
  }

  ArrayStatement& array(const Statement& statement) {
    auto& place = array_statements[statement.text];
    if (!place) place = std::make_unique<ArrayStatement>(mysql(), statement);
    return *place;
  }
};

/// The only place where SOCI's exceptions are seen. Their texts hold bound values and end here.
template <class Work>
auto Connection::translated(std::string_view statement, const Work& work) -> decltype(work()) {
  try {
    if (!parts_->unheard.empty()) hear();
    return work();
  } catch (const soci::mysql_soci_error& error) {
    parts_->did_fail = true;
    const int code = static_cast<int>(error.err_num_);
    throw DatabaseError(mysql_failure(code), code, statement);
  } catch (const soci::sqlite3_soci_error& error) {
    parts_->did_fail = true;
    const int code = parts_->session ? sqlite_api::sqlite3_extended_errcode(parts_->sqlite()) : error.result();
    throw DatabaseError(sqlite_failure(code), code, statement);
  } catch (const soci::soci_error&) {
    parts_->did_fail = true;
    throw DatabaseError(Failure::broken, 0, statement);
  } catch (...) {
    parts_->did_fail = true;
    throw;
  }
}

Connection::Connection(const DatabaseAddress& address, Access access, BatchWriting writing) : writing_(writing), parts_(std::make_unique<Parts>()) {
  if (address.engine == Engine::sqlite)
    open_sqlite(address, access);
  else
    open_mysql(address);
}

Connection::~Connection() = default;

void Connection::open_sqlite(const DatabaseAddress& address, Access access) {
  dialect_ = Dialect::sqlite;
  translated("open the database", [&] { parts_->session.emplace(soci::sqlite3, connect_text(address)); });
  command("wait for others", "PRAGMA busy_timeout = 3000");
  bool has_log = false;
  select({"read the journal's mode", "PRAGMA journal_mode", 1}, {}, [&](Row& row) { has_log = row.view() == "wal"; });
  if (!has_log) command("use a write-ahead log", "PRAGMA journal_mode = WAL");
  command("make commits durable", "PRAGMA synchronous = FULL");
  command("set the cache", "PRAGMA cache_size = -32768");
  command("keep the log small", "PRAGMA journal_size_limit = 67108864");
  if (access == Access::read)
    command("refuse to write", "PRAGMA query_only = ON");
  else
    command("leave checkpoints to their thread", "PRAGMA wal_autocheckpoint = 32768");
}

void Connection::open_mysql(const DatabaseAddress& address) {
  translated("connect", [&] { parts_->session.emplace(soci::mysql, connect_text(address)); });
  const std::string_view version = mysql_get_server_info(parts_->mysql());
  dialect_ = version.find("MariaDB") == std::string_view::npos ? Dialect::mysql : Dialect::mariadb;
  command("be strict", "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', SESSION innodb_lock_wait_timeout = 3");
  command("see one snapshot", "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  select({"packet size", "SELECT @@max_allowed_packet", 1}, {}, [&](Row& row) { parts_->most_bytes = static_cast<std::size_t>(row.number()) / 2; });
  if (dialect_ != Dialect::mariadb) return;
  try {
    command("refuse lost updates", "SET SESSION innodb_snapshot_isolation = ON");
  } catch (const DatabaseError& error) {
    if (error.code() != kUnknownVariable) throw;
    parts_->did_fail = false;
  }
}

void Connection::command(std::string_view name, std::string_view text) {
  if (parts_->did_fail) parts_->statements.clear();
  translated(name, [&] { *parts_->session << std::string(text); });
}

void Connection::command_unheard(std::string_view name, std::string_view text) {
  if (dialect_ == Dialect::sqlite) return command(name, text);
  translated(name, [&] {
    if (mysql_send_query(parts_->mysql(), text.data(), text.size()) != 0) fail_on_server(parts_->mysql(), name);
    parts_->unheard = name;
  });
}

void Connection::hear() {
  const std::string name = std::exchange(parts_->unheard, {});
  if (mysql_read_query_result(parts_->mysql()) != 0) fail_on_server(parts_->mysql(), name);
}

void Connection::begin(Access access) {
  if (dialect_ == Dialect::sqlite) return command("begin", access == Access::write ? begin_write(dialect_) : begin_read(dialect_));
  if (parts_->began == access) return;
  command("begin by the first statement", "SET SESSION autocommit = 0");
  command("say who writes", access == Access::write ? "SET SESSION TRANSACTION READ WRITE" : "SET SESSION TRANSACTION READ ONLY");
  parts_->began = access;
}

std::int64_t Connection::execute(const Statement& statement, std::span<const Value> values) {
  return translated(statement.name, [&] { return parts_->prepared(statement.text, 0, values).execute(values); });
}

void Connection::select(const Select& select, std::span<const Value> values, const std::function<void(Row&)>& take) {
  if (dialect_ != Dialect::sqlite) {
    const Look look{select, {values.begin(), values.end()}, take};
    return this->select({&look, 1});
  }
  translated(select.name, [&] { parts_->prepared(select.text, select.columns, values).select(select.name, values, take); });
}

void Connection::select(std::span<const Look> looks) {
  if (looks.empty()) return;
  if (dialect_ != Dialect::sqlite) return translated(looks.front().select.name, [&] { select_from_server(parts_->mysql(), looks); });
  for (const Look& look : looks) select(look.select, look.values, look.take);
}

std::int64_t Connection::run(const RowBatch& batch) {
  if (batch.rows() == 0) return 0;
  if (dialect_ == Dialect::sqlite) return translated(batch.statement().name, [&] { return parts_->embedded(batch.statement()).run(batch); });
  if (dialect_ != Dialect::mariadb || writing_ != BatchWriting::by_array) return run_row_by_row(batch);
  return translated(batch.statement().name, [&] { return parts_->array(batch.statement()).run(batch, parts_->most_bytes); });
}

std::int64_t Connection::run_row_by_row(const RowBatch& batch) {
  const std::size_t columns = batch.columns().size();
  std::vector<Value> values(columns);
  std::int64_t matched = 0;
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    for (std::size_t column = 0; column < columns; ++column) values[column] = batch.value(row, column);
    matched += execute(batch.statement(), values);
  }
  return matched;
}

void Connection::tidy() {
  if (parts_->did_fail || parts_->statements.size() > kMostStatements) parts_->statements.clear();
  parts_->did_fail = false;
}

std::uint64_t Connection::server_id() const { return dialect_ == Dialect::sqlite ? 0 : mysql_thread_id(parts_->mysql()); }

}  // namespace seva::storage
