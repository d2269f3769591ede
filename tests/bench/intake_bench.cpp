#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "actions/receive_messages.hpp"
#include "bench/raw_intake.hpp"
#include "bench/recording_store.hpp"
#include "bench/synthetic_posts.hpp"
#include "hosting/plugin_host.hpp"
#include "machine/current_instance.hpp"
#include "machine/random_identities.hpp"
#include "machine/system_clock.hpp"
#include "settings/load_instance.hpp"
#include "storage/migrate.hpp"
#include "storage/search_index.hpp"
#include "storage/store.hpp"
#include "support/mariadb_server.hpp"

/// From wire bytes to durable, routed tickets, beside the raw client of the same database that writes the very same rows in the same run.
namespace seva::bench {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::uint32_t kSeed = 7;

template <class Work>
double seconds_of(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return Seconds(std::chrono::steady_clock::now() - begin).count();
}

void take_in(actions::Store& store, const std::string& posts, actions::Counts& counts) {
  auto instance = settings::load_instance(SEVA_SOURCE_DIR "/config/up-police", [](const char*) -> const char* { return nullptr; });
  if (!instance) throw std::runtime_error(instance.error().what);
  machine::CurrentInstance current(std::move(*instance));
  machine::SystemClock clock;
  machine::RandomIdentities identities(clock, 0, store.highest_id());
  hosting::HostOptions options;
  options.plugin_host = std::filesystem::path(SEVA_BINARY_DIR) / "seva-plugin-host";
  options.plugin_folders = {SEVA_BINARY_DIR "/plugins"};
  hosting::PluginHost plugins(options, store, clock);
  plugins.start(*current.current());
  const auto search = storage::open_search_index((std::filesystem::temp_directory_path() / "seva-bench-search").string());
  actions::Ports ports{store, clock, identities, current, plugins.departments(), plugins.catalogue(), *search};
  actions::ReceiveMessages receive(ports);
  std::istringstream file(posts);
  const auto report = plugins.replay(file, "twitter", [&](actions::Turn turn) { return receive.commit(std::move(turn)); }, {});
  if (!report || !report->counts.balance()) throw std::runtime_error("the replay failed");
  counts = report->counts;
}

class Databases {
 public:
  storage::DatabaseAddress fresh(storage::Engine engine) {
    storage::DatabaseAddress address;
    if (engine == storage::Engine::mysql) {
      if (!server_) server_ = std::make_unique<testing::MariadbServer>(testing::Durability::full);
      address = server_->new_database();
    } else {
      address.path = (folder_ / (std::to_string(++files_) + ".db")).string();
    }
    if (const auto migrated = storage::migrate(address); !migrated) throw std::runtime_error(migrated.error().what);
    return address;
  }

  Databases() {
    std::string pattern = (std::filesystem::temp_directory_path() / "seva-bench-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~Databases() { std::filesystem::remove_all(folder_); }
  Databases(const Databases&) = delete;
  Databases& operator=(const Databases&) = delete;

 private:
  std::filesystem::path folder_;
  std::unique_ptr<testing::MariadbServer> server_;
  int files_ = 0;
};

void measure(const char* name, storage::Engine engine, Databases& databases, const std::string& posts, std::size_t count) {
  actions::Counts counts;
  const auto recorded_store = storage::open_store(databases.fresh(engine));
  RecordingStore recording(*recorded_store);
  take_in(recording, posts, counts);

  const auto store = storage::open_store(databases.fresh(engine));
  const double seva = seconds_of([&] { take_in(*store, posts, counts); });

  const auto raw = testing::open_raw_intake(databases.fresh(engine));
  std::vector<std::unique_ptr<testing::RawBatch>> batches;
  for (const actions::Changes& changes : recording.written) batches.push_back(std::make_unique<testing::RawBatch>(changes, engine));
  const double raw_seconds = seconds_of([&] {
    for (const auto& batch : batches) raw->write(*batch);
  });

  const auto posts_read = static_cast<double>(count);
  std::cout << name << "_posts " << count << " posts\n"
            << name << "_tickets " << counts.opened << " tickets\n"
            << name << "_seva " << posts_read / seva << " posts/s\n"
            << name << "_raw " << posts_read / raw_seconds << " posts/s\n"
            << name << "_ratio " << raw_seconds / seva << " ratio\n"
            << std::flush;
}

}  // namespace
}  // namespace seva::bench

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 20'000;
  const std::string posts = seva::bench::synthetic_posts(count, seva::bench::kSeed);
  seva::bench::Databases databases;
  seva::bench::measure("sqlite", seva::storage::Engine::sqlite, databases, posts, count);
  seva::bench::measure("mariadb", seva::storage::Engine::mysql, databases, posts, count);
}
