#include "storage/migrate.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "storage/embedded_migrations.hpp"
#include "storage/store_test.hpp"

namespace seva::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// How many there are to apply.
const int kAll = static_cast<int>(storage::embedded_migrations().size());

class Migrate : public ::testing::TestWithParam<Database> {
 protected:
  Migrate() {
    if (GetParam() != Database::sqlite) {
      address_ = MariadbServer::shared().new_database();
      return;
    }
    std::string pattern = (std::filesystem::temp_directory_path() / "seva-migrate-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("No temporary directory can be made.");
    folder_ = pattern;
    address_.path = (folder_ / "seva.db").string();
  }

  ~Migrate() override {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }

  void command(const std::string& statement) {
    if (GetParam() != Database::sqlite) {
      MariadbServer::shared().command(statement);
      return;
    }
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(address_.path.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, statement.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }

  [[nodiscard]] std::string table(const std::string& name) const { return GetParam() == Database::sqlite ? name : address_.name + "." + name; }

  std::filesystem::path folder_;
  storage::DatabaseAddress address_;
};

INSTANTIATE_TEST_SUITE_P(on, Migrate, ::testing::Values(Database::sqlite, Database::mariadb), [](const auto& test) { return name_of(test.param); });

TEST_P(Migrate, MakesAnEmptyDatabaseUsableAndIsDoneTheSecondTime) {
  EXPECT_EQ(storage::migrate(address_).value(), kAll);
  EXPECT_EQ(storage::migrate(address_).value(), 0);
  const auto store = storage::open_store(address_);
  SyntheticChanges synthetic(1);
  store->write([&](actions::Transaction& transaction) { transaction.write(synthetic.intake_batch(2)); });
  EXPECT_EQ(storage::migrate(address_).value(), 0);
  EXPECT_GT(store->highest_id(), 0);
}

TEST_P(Migrate, IsSafeFromSeveralThreadsAtOnce) {
  std::vector<int> applied(6, -1);
  {
    std::vector<std::jthread> threads;
    for (int& result : applied)
      threads.emplace_back([&] {
        const auto migrated = storage::migrate(address_);
        if (migrated) result = *migrated;
      });
  }
  EXPECT_EQ(std::count(applied.begin(), applied.end(), kAll), 1);
  EXPECT_EQ(std::count(applied.begin(), applied.end(), 0), 5);
}

TEST_P(Migrate, IsSafeFromSeveralProcessesAtOnce) {
  std::vector<pid_t> children;
  for (int child = 0; child < 4; ++child) {
    const pid_t process = fork();
    if (process == 0) {
      const auto migrated = storage::migrate(address_);
      _exit(migrated ? *migrated : 100);
    }
    children.push_back(process);
  }
  int applied = 0;
  for (const pid_t process : children) {
    int status = 0;
    ASSERT_EQ(waitpid(process, &status, 0), process);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_LE(WEXITSTATUS(status), kAll);
    applied += WEXITSTATUS(status);
  }
  EXPECT_EQ(applied, kAll);
}

TEST_P(Migrate, RefusesADatabaseOfALaterProgram) {
  ASSERT_TRUE(storage::migrate(address_));
  command("INSERT INTO " + table("schema_migrations") + " VALUES (999, 'of the future')");
  const auto refused = storage::migrate(address_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "database_newer");
  EXPECT_THAT(refused.error().what, HasSubstr("999"));
  EXPECT_THAT(refused.error().next, HasSubstr("newer program"));
}

TEST_P(Migrate, GoesOnWhereItWasInterrupted) {
  ASSERT_TRUE(storage::migrate(address_));
  command("DELETE FROM " + table("schema_migrations"));
  command("DROP TABLE " + table("leases"));
  EXPECT_EQ(storage::migrate(address_).value(), kAll);
  command("DELETE FROM " + table("leases"));
}

TEST_P(Migrate, PutsTheEmergenciesOfBeforeIntoTheirLaneOnce) {
  ASSERT_TRUE(storage::migrate(address_));
  SyntheticChanges synthetic(1);
  actions::Changes changes;
  for (const auto priority : {domain::Priority::normal, domain::Priority::emergency}) {
    auto ticket = synthetic.ticket();
    ticket.status = domain::Status::open;
    ticket.priority = priority;
    ticket.response_due = domain::from_micros(priority == domain::Priority::emergency ? 900 : 100);
    changes.tickets.push_back(ticket);
  }
  storage::open_store(address_)->write([&](actions::Transaction& transaction) { transaction.write(changes); });
  command("UPDATE " + table("tickets") + " SET due = 900 WHERE priority = 1");
  for (int time = 0; time < 2; ++time) {
    command("DELETE FROM " + table("schema_migrations"));
    ASSERT_EQ(storage::migrate(address_).value(), kAll);
    std::vector<actions::TicketRow> rows;
    storage::open_store(address_)->read([&](actions::Transaction& transaction) {
      actions::TicketQuery query;
      query.scope.is_everything = true;
      rows = transaction.tickets().list(query);
    });
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].ticket.priority, domain::Priority::emergency);
  }
}

TEST(MigrateProblems, NameTheCauseAndNeverThePassword) {
  auto address = MariadbServer::shared().new_database();
  address.password = "WRONG-PASSWORD";
  auto refused = storage::migrate(address);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "database_denied");
  auto missing = MariadbServer::shared().new_database();
  missing.name = "nothing_here";
  EXPECT_EQ(storage::migrate(missing).error().code, "database_unreachable");
  missing.port = 1;
  EXPECT_EQ(storage::migrate(missing).error().code, "database_unreachable");
  for (const auto& problem : {refused.error(), storage::migrate(missing).error()})
    for (const auto& text : {problem.what, problem.where, problem.next}) {
      EXPECT_THAT(text, Not(HasSubstr("WRONG-PASSWORD")));
      EXPECT_THAT(text, Not(HasSubstr("p@ss")));
    }
  storage::DatabaseAddress nowhere;
  nowhere.path = "/nonexistent/folder/seva.db";
  EXPECT_EQ(storage::migrate(nowhere).error().code, "database_unreachable");
}

}  // namespace
}  // namespace seva::testing
