// From wire bytes to durable, routed tickets, beside the raw client of the same database that writes the very same rows and bytes:
// `seva_intake_bench mariadb|sqlite [POSTS] [--full]`. The two take turns, some thousands of posts each, so that whatever else the machine does meets
// both. Then the program itself takes all posts in, from a file, and its memory is watched. With --full also with 1,000,000 tickets stored before.

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "bench/databases.hpp"
#include "bench/intake_side.hpp"
#include "bench/measured_store.hpp"
#include "bench/processes.hpp"
#include "bench/raw_intake.hpp"
#include "bench/synthetic_posts.hpp"
#include "storage/store.hpp"
#include "whole/program.hpp"

namespace seva::bench {
namespace {

using Seconds = std::chrono::duration<double>;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kSeed = 7;
constexpr std::size_t kTurn = 20'000;
constexpr std::size_t kUsualPosts = 400'000;
constexpr std::size_t kPostsWithMuchStored = 100'000;
constexpr std::size_t kMuch = 1'000'000;

template <class Work>
Seconds time_of(const Work& work) {
  const auto begin = Clock::now();
  work();
  return Clock::now() - begin;
}

void print(const char* name, double value, const char* unit) {
  std::printf("%s %.*f %s\n", name, value < 100 ? 2 : 0, value, unit);
  std::fflush(stdout);
}

/// Of the kernel's way in, in processor time but for the last four, which one thread spends one after the other.
struct Shares {
  Seconds parse{0}, boundary{0}, assess{0}, department{0}, writer{0}, database{0}, raw_database{0};
};

struct Paired {
  std::size_t posts = 0;
  actions::Counts counts;
  Seconds seva{0};
  Seconds raw{0};
  Shares shares;
  StoreTimes writing;
  [[nodiscard]] double seva_rate() const { return static_cast<double>(posts) / seva.count(); }
  [[nodiscard]] double raw_rate() const { return static_cast<double>(posts) / raw.count(); }
};

/// The raw client writes what the store was told to write, in the same transactions.
Seconds write_raw(testing::RawIntake& raw, const std::vector<actions::Changes>& written, storage::Engine engine) {
  std::vector<std::unique_ptr<testing::RawBatch>> batches;
  for (const actions::Changes& changes : written) batches.push_back(std::make_unique<testing::RawBatch>(changes, engine));
  return time_of([&] {
    for (const auto& batch : batches) raw.write(*batch);
  });
}

Paired measure_in_turns(const storage::DatabaseAddress& for_seva, const storage::DatabaseAddress& for_raw, std::size_t posts) {
  const auto store = storage::open_store(for_seva);
  MeasuredStore measured(*store);
  IntakeSide side(measured);
  const auto raw = testing::open_raw_intake(for_raw);
  PostStream stream(kSeed);
  Paired paired;
  for (; paired.posts < posts; paired.posts += kTurn) {
    const std::string lines = stream.next(std::min(kTurn, posts - paired.posts));
    const Seconds parsed_before = processor_of_ended_children();
    const Seconds assessed_before = processor_of_children("--serve");
    const Seconds database_before = processor_of_children("mariadbd");
    hosting::ReplayReport report;
    paired.seva += time_of([&] { report = side.take_in(lines); });
    paired.counts += report.counts;
    paired.shares.parse += processor_of_ended_children() - parsed_before;
    paired.shares.department += processor_of_children("--serve") - assessed_before;
    paired.shares.database += processor_of_children("mariadbd") - database_before;
    paired.shares.boundary += report.processor.reading;
    paired.shares.assess += report.processor.beginning;
    paired.shares.writer += report.processor.committing;
    const Seconds raw_before = processor_of_children("mariadbd");
    paired.raw += write_raw(*raw, measured.written, for_seva.engine);
    paired.shares.raw_database += processor_of_children("mariadbd") - raw_before;
    measured.written.clear();
  }
  paired.writing = measured.times;
  return paired;
}

void print_shares(const Paired& paired) {
  const auto line = [&](const char* name, Seconds time) { print(name, time.count() * 1e6 / static_cast<double>(paired.posts), "us/post"); };
  line("parse_processor", paired.shares.parse);
  line("boundary_processor", paired.shares.boundary);
  line("assess_processor", paired.shares.assess);
  line("assess_department_processor", paired.shares.department);
  line("writer_processor", paired.shares.writer);
  line("database_processor", paired.shares.database);
  line("raw_database_processor", paired.shares.raw_database);
  line("writer_look_up", paired.writing.look_up);
  line("writer_decide", paired.writing.decide);
  line("writer_rows", paired.writing.rows);
  line("writer_commit", paired.writing.commit);
}

/// The program itself on a file of posts; what it and its plugins' processes hold in memory meanwhile.
void watch_program(const storage::DatabaseAddress& address, const std::string& file, std::size_t posts) {
  const whole::Seva seva(SEVA_SOURCE_DIR "/config/up-police", testing::text_of(address));
  std::vector<double> resident;
  double peak = 0;
  double with_plugins = 0;
  const auto begin = Clock::now();
  const auto program = seva.start({"replay", "--channel", "twitter", file, "--json"});
  for (; program->is_running(); std::this_thread::sleep_for(std::chrono::milliseconds(50))) {
    const Memory memory = memory_of(program->id());
    double together = memory.resident;
    for (const pid_t plugin : children_of(program->id())) together += memory_of(plugin).resident;
    // Before it has become the program, the process still is a copy of this one.
    if (memory.peak == 0 || words_of(program->id()).find("replay") == std::string::npos) continue;
    resident.push_back(memory.resident);
    peak = std::max(peak, memory.peak);
    with_plugins = std::max(with_plugins, together);
  }
  const Seconds took = Clock::now() - begin;
  const whole::Ended ended = program->wait();
  if (ended.status != 0) throw std::runtime_error("the program failed: " + ended.err);
  print("program_seconds", took.count(), "s");
  print("program", static_cast<double>(posts) / took.count(), "posts/s");
  for (const std::size_t quarter : {1U, 2U, 3U, 4U})
    print(("memory_after_" + std::to_string(quarter) + "_quarters").c_str(), resident[std::max<std::size_t>(resident.size() * quarter / 4, 2) - 2],
          "MB");
  print("memory_peak", peak, "MB");
  print("memory_with_plugins_peak", with_plugins, "MB");
}

std::string file_of_posts(const std::filesystem::path& folder, std::size_t posts) {
  const std::string name = (folder / "posts.jsonl").string();
  std::ofstream file(name, std::ios::binary);
  PostStream stream(kSeed);
  for (std::size_t post = 0; post < posts; ++post) file << stream.next();
  return name;
}

int measure(const std::string& engine, std::size_t posts, bool is_full) {
  Databases databases(engine);
  const Paired paired = measure_in_turns(databases.fresh(), databases.fresh(), posts);
  print("posts", static_cast<double>(posts), "posts");
  print("tickets", static_cast<double>(paired.counts.opened), "tickets");
  print("messages", static_cast<double>(paired.counts.stored), "messages");
  print_shares(paired);
  const std::string file = file_of_posts(databases.folder(), is_full ? kMuch : posts);
  watch_program(databases.fresh(), file, is_full ? kMuch : posts);
  std::filesystem::remove(file);
  if (is_full) {
    const auto for_seva = databases.fresh();
    const auto for_raw = databases.fresh();
    fill(for_seva, kMuch);
    fill(for_raw, kMuch);
    const Paired full = measure_in_turns(for_seva, for_raw, kPostsWithMuchStored);
    const Paired empty = measure_in_turns(databases.fresh(), databases.fresh(), kPostsWithMuchStored);
    print("seva_when_empty", empty.seva_rate(), "posts/s");
    print("seva_with_1000000_stored", full.seva_rate(), "posts/s");
    print("raw_with_1000000_stored", full.raw_rate(), "posts/s");
    print("rate_kept", full.seva_rate() / empty.seva_rate(), "ratio");
  }
  print("seva_seconds", paired.seva.count(), "s");
  print("seva", paired.seva_rate(), "posts/s");
  print("raw", paired.raw_rate(), "posts/s");
  print("ratio", paired.raw / paired.seva, "of_raw");
  return 0;
}

}  // namespace
}  // namespace seva::bench

int main(int argc, char** argv) {
  std::string engine;
  std::size_t posts = seva::bench::kUsualPosts;
  bool is_full = false;
  for (int place = 1; place < argc; ++place) {
    const std::string word = argv[place];
    if (word == "--full")
      is_full = true;
    else if (std::isdigit(static_cast<unsigned char>(word[0])) != 0)
      posts = std::strtoul(argv[place], nullptr, 10);
    else
      engine = word;
  }
  try {
    return seva::bench::measure(engine, posts, is_full);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
