// How near Store.write() comes to the database's own interface on the same batches: tickets a second, each with its message, event, citizen,
// identity, delivery and counts. The two take turns batch by batch, so that whatever else the machine does meets both.

#include <stdlib.h>
#include <time.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "bench/raw_intake.hpp"
#include "storage/migrate.hpp"
#include "storage/store.hpp"
#include "support/mariadb_server.hpp"
#include "support/synthetic_changes.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace seva;
using Seconds = std::chrono::duration<double>;

/// What a client took: the time until the commit, and its own thread's work, which tells the store's share from the server's.
struct Spent {
  Seconds time{0};
  Seconds processor{0};

  Spent& operator+=(const Spent& other) {
    time += other.time;
    processor += other.processor;
    return *this;
  }
};

Seconds processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

template <class Work>
Spent spent_on(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  const auto processor = processor_time();
  work();
  return {std::chrono::steady_clock::now() - start, processor_time() - processor};
}

void prepare(const storage::DatabaseAddress& address) {
  if (const auto migrated = storage::migrate(address); !migrated) throw std::runtime_error(migrated.error().what);
}

/// Prints both rates and returns the ratio.
double measure(const char* name, const storage::DatabaseAddress& for_store, const storage::DatabaseAddress& for_raw, std::size_t batch_size,
               std::size_t batches) {
  constexpr std::size_t kWarmUps = 5;
  prepare(for_store);
  prepare(for_raw);
  const auto store = storage::open_store(for_store);
  const auto raw = testing::open_raw_intake(for_raw);
  testing::SyntheticChanges synthetic(42);
  Spent by_store;
  Spent by_raw;
  for (std::size_t round = 0; round < kWarmUps + batches; ++round) {
    const auto changes = synthetic.intake_batch(batch_size);
    const testing::RawBatch rows(changes, for_raw.engine);
    const auto write_by_store = [&] { store->write([&](actions::Transaction& transaction) { transaction.write(changes); }); };
    const auto write_by_raw = [&] { raw->write(rows); };
    const bool is_store_first = round % 2 == 0;
    const Spent first = is_store_first ? spent_on(write_by_store) : spent_on(write_by_raw);
    const Spent second = is_store_first ? spent_on(write_by_raw) : spent_on(write_by_store);
    if (round < kWarmUps) continue;
    by_store += is_store_first ? first : second;
    by_raw += is_store_first ? second : first;
  }
  const auto tickets = static_cast<double>(batch_size * batches);
  const double ratio = by_raw.time / by_store.time;
  std::printf("%s_%zu_store_processor %.1f us/ticket\n", name, batch_size, by_store.processor.count() * 1e6 / tickets);
  std::printf("%s_%zu_raw_processor %.1f us/ticket\n", name, batch_size, by_raw.processor.count() * 1e6 / tickets);
  std::printf("%s_%zu_store %.0f tickets/s\n", name, batch_size, tickets / by_store.time.count());
  std::printf("%s_%zu_raw %.0f tickets/s\n", name, batch_size, tickets / by_raw.time.count());
  std::printf("%s_%zu_ratio %.3f of_raw\n", name, batch_size, ratio);
  std::fflush(stdout);
  return ratio;
}

}  // namespace

int main(int count, char** words) {
  const bool is_long = count > 1 && std::strcmp(words[1], "--long") == 0;
  const std::size_t factor = is_long ? 5 : 1;
  const testing::TemporaryFolder folder;
  double worst = 1e9;
  {
    testing::MariadbServer server(testing::Durability::full);
    for (const std::size_t size : {100, 1000}) {
      const std::size_t batches = (size == 100 ? 100 : 20) * factor;
      storage::DatabaseAddress store;
      storage::DatabaseAddress raw;
      store.path = folder.file("store-" + std::to_string(size));
      raw.path = folder.file("raw-" + std::to_string(size));
      worst = std::min(worst, measure("sqlite", store, raw, size, batches));
      worst = std::min(worst, measure("mariadb", server.new_database(), server.new_database(), size, batches));
    }
  }
  std::printf("worst_ratio %.3f of_raw\n", worst);
  return 0;
}
