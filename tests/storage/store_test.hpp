#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "storage/store.hpp"
#include "support/mariadb_server.hpp"
#include "support/synthetic_changes.hpp"

namespace seva::testing {

enum class Database { sqlite = 1, mariadb, mariadb_row_by_row };

[[nodiscard]] std::string name_of(Database database);

/// An empty, migrated database and a store on it. Every test runs on each kind of database.
class StoreTest : public ::testing::TestWithParam<Database> {
 protected:
  StoreTest();
  ~StoreTest() override;

  [[nodiscard]] bool is_sqlite() const { return GetParam() == Database::sqlite; }
  [[nodiscard]] actions::Store& store() { return *store_; }
  [[nodiscard]] std::unique_ptr<actions::Store> another_store() const;
  [[nodiscard]] const storage::DatabaseAddress& address() const { return address_; }

  void write(const actions::Changes& changes);
  /// Runs `ask` in a reading transaction and returns what it returns.
  template <class Ask>
  auto read(const Ask& ask) {
    std::optional<decltype(ask(std::declval<actions::Transaction&>()))> answer;
    store().read([&](actions::Transaction& transaction) { answer.emplace(ask(transaction)); });
    return std::move(*answer);
  }

  SyntheticChanges synthetic{20260101};

 private:
  std::filesystem::path folder_;
  storage::DatabaseAddress address_;
  std::unique_ptr<actions::Store> store_;
};

void expect_equal(const domain::Message& actual, const domain::Message& expected);
void expect_equal(const domain::TriageItem& actual, const domain::TriageItem& expected);
void expect_equal(const domain::User& actual, const domain::User& expected);
void expect_equal(const actions::DeadLetter& actual, const actions::DeadLetter& expected);

}  // namespace seva::testing

#define SEVA_ON_EVERY_DATABASE(suite)                                                                                                               \
  INSTANTIATE_TEST_SUITE_P(                                                                                                                         \
      on, suite, ::testing::Values(seva::testing::Database::sqlite, seva::testing::Database::mariadb, seva::testing::Database::mariadb_row_by_row), \
      [](const auto& test) { return seva::testing::name_of(test.param); })
