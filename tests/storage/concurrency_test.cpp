#include <atomic>
#include <latch>
#include <thread>

#include "storage/migrate.hpp"
#include "storage/store_test.hpp"

namespace seva::testing {
namespace {

class Concurrency : public StoreTest {
 protected:
  /// Ends every connection to the test's database.
  void kill_connections() const {
    for (;;) {
      const auto id = MariadbServer::shared().answer("SELECT id FROM information_schema.processlist WHERE db = '" + address().name + "' LIMIT 1");
      if (id.empty()) return;
      try {
        MariadbServer::shared().command("KILL " + id);
      } catch (const std::runtime_error&) {
        // It ended by itself.
      }
    }
  }
};

SEVA_ON_EVERY_DATABASE(Concurrency);

TEST_P(Concurrency, TwoWritersAtOnceLoseNothing) {
  constexpr int kRounds = 30;
  actions::Changes initial;
  initial.tickets = {synthetic.ticket()};
  write(initial);
  const std::string docket = initial.tickets[0].docket;
  const auto work = [&](std::uint64_t seed) {
    SyntheticChanges mine(seed, static_cast<std::int64_t>(seed) * 1'000'000'000);
    for (int round = 0; round < kRounds; ++round) {
      const auto batch = mine.intake_batch(5);
      store().write([&](actions::Transaction& transaction) {
        auto changes = batch;
        const auto before = transaction.tickets().by_docket(docket).value();
        auto after = before;
        ++after.version;
        ++after.reopened_count;
        changes.ticket_changes = {{before, after}};
        transaction.write(changes);
      });
    }
  };
  std::jthread first(work, 2);
  std::jthread second(work, 3);
  first.join();
  second.join();
  const auto counts = read([](auto& transaction) { return transaction.stored_counts(); });
  EXPECT_EQ(counts.messages, 2 * kRounds * 5);
  EXPECT_EQ(counts.tickets, 2 * kRounds * 5 + 1);
  const auto ticket = read([&](auto& transaction) { return transaction.tickets().by_docket(docket); }).value();
  EXPECT_EQ(ticket.reopened_count, 2 * kRounds);
  EXPECT_EQ(ticket.version, 1 + 2 * kRounds);
  std::int64_t total = 0;
  for (const auto& count : read([](auto& transaction) { return transaction.tickets().counts({true, {}}); })) total += count.tickets;
  EXPECT_EQ(total, counts.tickets);
}

TEST_P(Concurrency, TheSameMessageFromTwoSidesIsStoredOnce) {
  constexpr int kRounds = 20;
  for (int round = 0; round < kRounds; ++round) {
    const auto batch = synthetic.intake_batch(3);
    std::latch start(2);
    std::atomic<int> stored = 0;
    const auto work = [&] {
      start.arrive_and_wait();
      bool did_store = false;
      store().write([&](actions::Transaction& transaction) {
        std::vector<std::string> sources;
        for (const auto& message : batch.messages) sources.push_back(message.source_id);
        did_store = transaction.intake().known_messages("twitter", sources).empty();
        if (did_store) transaction.write(batch);
      });
      if (did_store) ++stored;
    };
    std::jthread first(work);
    std::jthread second(work);
    first.join();
    second.join();
    EXPECT_EQ(stored, 1);
  }
  EXPECT_EQ(read([](auto& transaction) { return transaction.stored_counts(); }).messages, kRounds * 3);
}

TEST_P(Concurrency, CountsOfTheSameUnitDoNotMakeWritersRunAgain) {
  if (is_sqlite()) return;
  const auto first = synthetic.intake_batch(1);
  auto second = synthetic.intake_batch(1);
  second.tickets[0].unit = first.tickets[0].unit;
  const auto other = another_store();
  int runs = 0;
  write(synthetic.intake_batch(1));
  store().write([&](actions::Transaction& transaction) {
    ++runs;
    (void)transaction.stored_counts();
    if (runs == 1) other->write([&](actions::Transaction& meanwhile) { meanwhile.write(second); });
    transaction.write(first);
  });
  EXPECT_EQ(runs, 1);
}

TEST_P(Concurrency, AReaderSeesOneSnapshot) {
  write(synthetic.intake_batch(2));
  store().read([&](actions::Transaction& transaction) {
    EXPECT_EQ(transaction.stored_counts().messages, 2);
    write(synthetic.intake_batch(2));
    EXPECT_EQ(transaction.stored_counts().messages, 2);
  });
  EXPECT_EQ(read([](auto& transaction) { return transaction.stored_counts(); }).messages, 4);
}

TEST_P(Concurrency, ConnectionsThatDiedIdleAreReplaced) {
  if (is_sqlite()) return;
  write(synthetic.intake_batch(2));
  (void)store().highest_id();
  kill_connections();
  write(synthetic.intake_batch(2));
  kill_connections();
  EXPECT_EQ(read([](auto& transaction) { return transaction.stored_counts(); }).messages, 4);
}

TEST_P(Concurrency, AConnectionKilledBeforeTheCommitMakesTheWorkRunAgain) {
  if (is_sqlite()) return;
  const auto batch = synthetic.intake_batch(2);
  int runs = 0;
  store().write([&](actions::Transaction& transaction) {
    transaction.write(batch);
    if (++runs == 1) kill_connections();
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(read([](auto& transaction) { return transaction.stored_counts(); }).messages, 2);
}

TEST_P(Concurrency, AReaderWhoseConnectionDiesGetsAnErrorAndTheNextOneWorks) {
  if (is_sqlite()) return;
  int runs = 0;
  try {
    store().read([&](actions::Transaction& transaction) {
      ++runs;
      (void)transaction.stored_counts();
      kill_connections();
      (void)transaction.stored_counts();
    });
    ADD_FAILURE() << "a dead connection answered";
  } catch (const storage::DatabaseError& error) {
    EXPECT_EQ(error.failure(), storage::Failure::connection_lost);
  }
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(store().highest_id(), 0);
}

TEST_P(Concurrency, AConnectionThatDiesBeforeTheFirstQuestionIsReplacedWithinTheTransaction) {
  if (is_sqlite()) return;
  int runs = 0;
  store().read([&](actions::Transaction& transaction) {
    ++runs;
    kill_connections();
    EXPECT_EQ(transaction.stored_counts().messages, 0);
  });
  const auto batch = synthetic.intake_batch(2);
  store().write([&](actions::Transaction& transaction) {
    ++runs;
    kill_connections();
    transaction.write(batch);
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(read([](auto& transaction) { return transaction.stored_counts(); }).messages, 2);
}

TEST_P(Concurrency, AFileThatAnotherProgramLocksIsWaitedFor) {
  if (!is_sqlite()) return;
  const auto other = another_store();
  std::latch holds(1);
  std::jthread holder([&] {
    other->write([&](actions::Transaction& transaction) {
      transaction.write(SyntheticChanges(9, 5).intake_batch(1));
      holds.count_down();
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
    });
  });
  holds.wait();
  write(synthetic.intake_batch(1));
  EXPECT_EQ(read([](auto& transaction) { return transaction.stored_counts(); }).messages, 2);
}

TEST(Server, ThatDiesAndComesBackIsWaitedFor) {
  MariadbServer server(Durability::full);
  const auto address = server.new_database();
  ASSERT_TRUE(storage::migrate(address));
  storage::StoreOptions options;
  options.patience = std::chrono::seconds(60);
  const auto store = storage::open_store(address, options);
  SyntheticChanges synthetic(3);
  const auto first = synthetic.intake_batch(1);
  store->write([&](actions::Transaction& transaction) { transaction.write(first); });
  const auto second = synthetic.intake_batch(1);
  std::latch is_killed(1);
  std::jthread writer([&] {
    is_killed.wait();
    store->write([&](actions::Transaction& transaction) { transaction.write(second); });
  });
  server.kill();
  is_killed.count_down();
  server.start();
  writer.join();
  store->read([](actions::Transaction& transaction) { EXPECT_EQ(transaction.stored_counts().messages, 2); });
}

TEST(Server, ThatIsAwayGivesAnErrorOnceThePatienceEnds) {
  storage::DatabaseAddress address;
  address.engine = storage::Engine::mysql;
  address.host = "127.0.0.1";
  address.port = 1;
  address.user = "nobody";
  address.password = "SECRET";
  address.name = "nothing";
  storage::StoreOptions options;
  options.patience = std::chrono::milliseconds(50);
  const auto store = storage::open_store(address, options);
  try {
    store->write([](actions::Transaction&) {});
    ADD_FAILURE() << "nobody listens there";
  } catch (const storage::DatabaseError& error) {
    EXPECT_EQ(error.failure(), storage::Failure::unavailable);
    EXPECT_EQ(std::string(error.what()).find("SECRET"), std::string::npos);
  }
}

TEST_P(Concurrency, ManyReadersWaitForAConnection) {
  write(synthetic.intake_batch(5));
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> readers;
    for (int reader = 0; reader < 12; ++reader)
      readers.emplace_back([&] {
        for (int round = 0; round < 10; ++round)
          if (read([](auto& transaction) { return transaction.stored_counts(); }).messages == 5) ++right;
      });
  }
  EXPECT_EQ(right, 120);
}

}  // namespace
}  // namespace seva::testing
