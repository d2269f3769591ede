#include "bench/raw_intake.hpp"

#include <mysql.h>
#include <sqlite3.h>

#include <map>
#include <regex>
#include <stdexcept>
#include <unordered_map>

#include "storage/row_codec.hpp"
#include "storage/write_statements.hpp"

namespace seva::testing {
namespace {

using storage::RowBatch;

class RawSqlite final : public RawIntake {
 public:
  explicit RawSqlite(const std::string& path) {
    check(sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr));
    for (const char* pragma :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -32768", "PRAGMA journal_size_limit = 67108864"})
      check(sqlite3_exec(database_, pragma, nullptr, nullptr, nullptr));
  }

  ~RawSqlite() override {
    for (const auto& [text, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(database_);
  }

  void write(const RawBatch& batch) override {
    check(sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr));
    for (const auto& rows : batch.statements) run(rows);
    check(sqlite3_exec(database_, "COMMIT", nullptr, nullptr, nullptr));
  }

 private:
  void run(const RowBatch& rows) {
    sqlite3_stmt*& statement = statements_[rows.statement().text];
    if (statement == nullptr) check(sqlite3_prepare_v2(database_, rows.statement().text.c_str(), -1, &statement, nullptr));
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      int place = 1;
      for (const auto& column : rows.columns()) {
        if (column.is_text)
          sqlite3_bind_text(statement, place, column.texts[row], static_cast<int>(column.sizes[row]), SQLITE_STATIC);
        else if (column.nulls[row] != 0)
          sqlite3_bind_null(statement, place);
        else
          sqlite3_bind_int64(statement, place, column.numbers[row]);
        ++place;
      }
      if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
      sqlite3_reset(statement);
    }
  }

  void check(int result) const {
    if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database_));
  }

  sqlite3* database_ = nullptr;
  std::unordered_map<std::string, sqlite3_stmt*> statements_;
};

class RawMariadb final : public RawIntake {
 public:
  explicit RawMariadb(const storage::DatabaseAddress& address) : session_(mysql_init(nullptr)) {
    mysql_options(session_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (mysql_real_connect(session_, address.host.c_str(), address.user.c_str(), address.password.c_str(), address.name.c_str(), address.port,
                           nullptr, 0) == nullptr)
      throw std::runtime_error(mysql_error(session_));
    command("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'");
  }

  ~RawMariadb() override {
    for (const auto& [text, statement] : statements_) mysql_stmt_close(statement);
    mysql_close(session_);
  }

  void write(const RawBatch& batch) override {
    command("START TRANSACTION");
    for (const auto& rows : batch.statements) run(rows);
    command("COMMIT");
  }

 private:
  void command(const std::string& text) {
    if (mysql_real_query(session_, text.data(), text.size()) != 0) throw std::runtime_error(mysql_error(session_));
  }

  MYSQL_STMT* prepared(const std::string& text) {
    MYSQL_STMT*& statement = statements_[text];
    if (statement != nullptr) return statement;
    const std::string marked = std::regex_replace(text, std::regex(":[a-z_]+"), "?");
    statement = mysql_stmt_init(session_);
    if (mysql_stmt_prepare(statement, marked.data(), marked.size()) != 0) throw std::runtime_error(mysql_stmt_error(statement));
    return statement;
  }

  void run(const RowBatch& rows) {
    MYSQL_STMT* statement = prepared(rows.statement().text);
    std::vector<MYSQL_BIND> binds(rows.columns().size());
    std::vector<std::vector<char>> indicators(rows.columns().size());
    for (std::size_t place = 0; place < binds.size(); ++place) {
      const auto& column = rows.columns()[place];
      MYSQL_BIND& bind = binds[place];
      if (column.is_text) {
        bind.buffer_type = MYSQL_TYPE_STRING;
        bind.buffer = const_cast<char**>(column.texts.data());
        bind.length = const_cast<unsigned long*>(column.sizes.data());
        continue;
      }
      bind.buffer_type = MYSQL_TYPE_LONGLONG;
      bind.buffer = const_cast<std::int64_t*>(column.numbers.data());
      for (const char is_null : column.nulls) indicators[place].push_back(is_null != 0 ? STMT_INDICATOR_NULL : STMT_INDICATOR_NONE);
      if (column.has_nulls) bind.u.indicator = indicators[place].data();
    }
    const auto count = static_cast<unsigned int>(rows.rows());
    mysql_stmt_attr_set(statement, STMT_ATTR_ARRAY_SIZE, &count);
    if (mysql_stmt_bind_param(statement, binds.data()) != 0 || mysql_stmt_execute(statement) != 0)
      throw std::runtime_error(mysql_stmt_error(statement));
  }

  MYSQL* session_;
  std::unordered_map<std::string, MYSQL_STMT*> statements_;
};

/// A batch without rows is left out, as the store leaves it out.
template <class Facts, class Add>
void add_each(std::deque<RowBatch>& batches, const storage::Statement& statement, const Facts& facts, const Add& add_fact) {
  if (facts.empty()) return;
  auto& batch = batches.emplace_back(statement, facts.size());
  for (const auto& fact : facts) add_fact(batch, fact);
}

template <class Facts>
void add_all(std::deque<RowBatch>& batches, const storage::Statement& statement, const Facts& facts) {
  add_each(batches, statement, facts, [](RowBatch& batch, const auto& fact) { add(batch, fact); });
}

std::map<std::pair<std::string_view, domain::Status>, std::int64_t> differences_of(const actions::Changes& changes) {
  std::map<std::pair<std::string_view, domain::Status>, std::int64_t> differences;
  for (const auto& ticket : changes.tickets) ++differences[{ticket.unit, ticket.status}];
  for (const auto& change : changes.ticket_changes) {
    --differences[{change.before.unit, change.before.status}];
    ++differences[{change.after.unit, change.after.status}];
  }
  std::erase_if(differences, [](const auto& difference) { return difference.second == 0; });
  return differences;
}

}  // namespace

RawBatch::RawBatch(const actions::Changes& changes, storage::Engine engine) {
  const auto& texts = storage::write_statements(engine == storage::Engine::sqlite ? storage::Dialect::sqlite : storage::Dialect::mariadb);
  add_each(statements, texts.add_citizens, changes.citizens, [](RowBatch& batch, const auto& citizen) { batch.add(citizen.id, citizen.at); });
  add_each(statements, texts.add_identities, changes.citizens, [](RowBatch& batch, const auto& citizen) {
    batch.add(citizen.channel, citizen.author.id, citizen.id, citizen.author.handle, citizen.author.name, citizen.at);
  });
  add_all(statements, texts.add_messages, changes.messages);
  add_each(statements, texts.change_messages, changes.message_changes,
           [](RowBatch& batch, const auto& change) { batch.add(change.disposition, change.ticket, change.id); });
  add_all(statements, texts.add_tickets, changes.tickets);
  add_each(statements, texts.change_tickets, changes.ticket_changes,
           [](RowBatch& batch, const auto& change) { add_change(batch, change.after, change.before.version); });
  add_all(statements, texts.add_events, changes.events);
  add_all(statements, texts.add_triage, changes.triage);
  add_each(statements, texts.change_triage, changes.triage_changes, [](RowBatch& batch, const auto& item) {
    batch.add(item.decided_at, item.decision, item.ticket, !item.decided_at, item.id, item.decided_at.has_value());
  });
  add_all(statements, texts.add_deliveries, changes.deliveries);
  // Units are named by the changes, so that the pairs may be gone when the rows are run.
  add_each(statements, texts.add_counts, differences_of(changes),
           [](RowBatch& batch, const auto& difference) { batch.add(difference.first.first, difference.first.second, difference.second); });
}

std::unique_ptr<RawIntake> open_raw_intake(const storage::DatabaseAddress& address) {
  if (address.engine == storage::Engine::sqlite) return std::make_unique<RawSqlite>(address.path);
  return std::make_unique<RawMariadb>(address);
}

}  // namespace seva::testing
