#include <gtest/gtest.h>

#include "storage/migrate.hpp"
#include "storage/store.hpp"
#include "support/comes_true.hpp"
#include "support/synthetic_changes.hpp"
#include "support/temporary_folder.hpp"

namespace seva::testing {
namespace {

class LogCheckpoints : public ::testing::Test {
 protected:
  LogCheckpoints() {
    address.path = folder.file("seva.db");
    EXPECT_TRUE(storage::migrate(address));
    store = storage::open_store(address);
  }
  void write(std::size_t messages) {
    const auto changes = synthetic.intake_batch(messages);
    store->write([&](actions::Transaction& transaction) { transaction.write(changes); });
  }
  [[nodiscard]] std::uintmax_t size_of(const std::string& ending) const { return std::filesystem::file_size(address.path + ending); }

  TemporaryFolder folder;
  storage::DatabaseAddress address;
  SyntheticChanges synthetic{7};
  std::unique_ptr<actions::Store> store;
};

TEST_F(LogCheckpoints, bring_what_was_written_into_the_file_while_nobody_waits) {
  const auto before = size_of("");
  write(500);
  EXPECT_TRUE(comes_true([&] { return size_of("") > before + 100'000; })) << "the log holds less than SQLite itself would bring over";
}

}  // namespace
}  // namespace seva::testing
