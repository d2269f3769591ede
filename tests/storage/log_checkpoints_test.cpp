#include <gtest/gtest.h>

#include "storage/migrate.hpp"
#include "storage/store.hpp"
#include "support/synthetic_changes.hpp"
#include "support/temporary_folder.hpp"

namespace seva::testing {
namespace {

using namespace std::chrono_literals;

/// Waits for it, half a minute at the most.
template <class Condition>
bool comes_true(const Condition& condition) {
  for (const auto until = std::chrono::steady_clock::now() + 30s; std::chrono::steady_clock::now() < until; std::this_thread::sleep_for(10ms))
    if (condition()) return true;
  return false;
}

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
