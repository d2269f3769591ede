// How near Store.write() comes to the database's own interface on the same batches: tickets a second, each with its message, event, citizen,
// identity, delivery and counts. The two take turns batch by batch, so that whatever else the machine does meets both.

#include <stdlib.h>

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

namespace {

using namespace seva;
using Seconds = std::chrono::duration<double>;

template <class Work>
Seconds time_of(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - start;
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
  Seconds store_time{0};
  Seconds raw_time{0};
  for (std::size_t round = 0; round < kWarmUps + batches; ++round) {
    const auto changes = synthetic.intake_batch(batch_size);
    const testing::RawBatch rows(changes, for_raw.engine);
    const auto by_store = [&] { store->write([&](actions::Transaction& transaction) { transaction.write(changes); }); };
    const auto by_raw = [&] { raw->write(rows); };
    const bool is_store_first = round % 2 == 0;
    const Seconds first = is_store_first ? time_of(by_store) : time_of(by_raw);
    const Seconds second = is_store_first ? time_of(by_raw) : time_of(by_store);
    if (round < kWarmUps) continue;
    store_time += is_store_first ? first : second;
    raw_time += is_store_first ? second : first;
  }
  const auto tickets = static_cast<double>(batch_size * batches);
  std::printf("%s_%zu_store %.0f tickets/s\n", name, batch_size, tickets / store_time.count());
  std::printf("%s_%zu_raw %.0f tickets/s\n", name, batch_size, tickets / raw_time.count());
  std::printf("%s_%zu_ratio %.3f of_raw\n", name, batch_size, raw_time / store_time);
  std::fflush(stdout);
  return raw_time / store_time;
}

}  // namespace

int main(int count, char** words) {
  const bool is_long = count > 1 && std::strcmp(words[1], "--long") == 0;
  const std::size_t factor = is_long ? 5 : 1;
  std::string pattern = (std::filesystem::temp_directory_path() / "seva-bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return 1;
  double worst = 1e9;
  {
    testing::MariadbServer server(testing::Durability::full);
    for (const std::size_t size : {100, 1000}) {
      const std::size_t batches = (size == 100 ? 100 : 20) * factor;
      storage::DatabaseAddress store;
      storage::DatabaseAddress raw;
      store.path = pattern + "/store-" + std::to_string(size);
      raw.path = pattern + "/raw-" + std::to_string(size);
      worst = std::min(worst, measure("sqlite", store, raw, size, batches));
      worst = std::min(worst, measure("mariadb", server.new_database(), server.new_database(), size, batches));
    }
  }
  std::filesystem::remove_all(pattern);
  std::printf("worst_ratio %.3f of_raw\n", worst);
  return 0;
}
