#include <time.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>

#include "bench/synthetic_posts.hpp"
#include "hosting/department_answers.hpp"
#include "hosting/effects.hpp"
#include "hosting/events.hpp"
#include "hosting/process/child_process.hpp"
#include "hosting/process/in_process.hpp"
#include "hosting/process/private_folder.hpp"
#include "machine/system_clock.hpp"
#include "settings/load_instance.hpp"

/// What it costs that a plugin lives in a process of its own: processor time of both processes for one message, beside that of the same plugin in
/// this process. Each batch of 100 goes through both, in turns, and both must answer the same bytes.
namespace seva::bench {
namespace {

constexpr std::size_t kTogether = 100;
constexpr std::size_t kWarmUps = 10;
constexpr double kMicrosecondsAllowed = 10;
constexpr std::uint32_t kSeed = 11;

double microseconds_of(clockid_t clock) {
  timespec time{};
  if (::clock_gettime(clock, &time) != 0) throw std::runtime_error("there is no clock of the plugin's process");
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

/// The one process that this one has started.
pid_t only_child() {
  pid_t child = 0;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream children(task.path() / "children");
    for (pid_t found = 0; children >> found;) child = child == 0 ? found : throw std::runtime_error("there is more than one process");
  }
  if (child == 0) throw std::runtime_error("the plugin has no process");
  return child;
}

/// Processor time for a message: of the middle one of all batches, since what else the machine does meets some of them.
struct Costs {
  double in_process = 0;
  double plugin_alone = 0;  ///< of which the plugin itself, in this process
  double isolated = 0;      ///< of both processes
  double added = 0;         ///< by isolation, batch by batch
};

/// One plugin, on both sides.
class BothSides {
 public:
  BothSides(const std::string& name, const std::string& start, const std::string& payload)
      : image_(std::make_shared<const hosting::PluginImage>(hosting::PluginImage::read(file_of(name)).value())),
        spawner_(std::filesystem::path(SEVA_BINARY_DIR) / "seva-plugin-host"),
        process_(image_, spawner_),
        library_(hosting::PluginLibrary::load(file_of(name), folder_.path()).value()) {
    isolated_ = process_.open().value();
    if (::clock_getcpuclockid(only_child(), &child_) != 0) throw std::runtime_error("there is no clock of the plugin's process");
    in_process_ = library_.open().value();
    for (hosting::Conversation* side : {isolated_.get(), in_process_.get()})
      if (const auto started = side->send(start, payload); !started) throw std::runtime_error(started.error().what);
  }

  /// Each answer is read on the side that asked, as the kernel does.
  void ask(const std::string& event, const std::string& payload, const std::function<void(std::string_view)>& read) {
    const bool is_isolated_first = round_++ % 2 == 0;
    for (const bool is_first : {true, false}) {
      const bool is_isolated = is_first == is_isolated_first;
      hosting::Conversation& side = is_isolated ? *isolated_ : *in_process_;
      // What the plugin's process still does after its answer is its own as well: its clock is read from one question to the next.
      if (is_isolated) child_readings_.push_back(microseconds_of(child_));
      const double before = microseconds_of(CLOCK_PROCESS_CPUTIME_ID);
      const auto effects = side.send(event, payload);
      const double sent_by = microseconds_of(CLOCK_PROCESS_CPUTIME_ID);
      if (!effects) throw std::runtime_error(effects.error().what);
      read(*effects);
      (is_isolated ? isolated_costs_ : in_process_costs_).push_back(microseconds_of(CLOCK_PROCESS_CPUTIME_ID) - before);
      if (!is_isolated) plugin_costs_.push_back(sent_by - before);
      if (is_first) first_.assign(*effects);
      if (!is_first && first_ != *effects) throw std::runtime_error("the two sides answered differently");
    }
  }

  [[nodiscard]] Costs costs() const {
    std::vector<double> isolated;
    std::vector<double> added;
    for (std::size_t round = 0; round + 1 < child_readings_.size(); ++round) {
      isolated.push_back(isolated_costs_[round] + child_readings_[round + 1] - child_readings_[round]);
      added.push_back(isolated.back() - in_process_costs_[round]);
    }
    return {middle(in_process_costs_), middle(plugin_costs_), middle(isolated), middle(added)};
  }

 private:
  static std::filesystem::path file_of(const std::string& name) { return std::filesystem::path(SEVA_BINARY_DIR) / "plugins" / (name + ".so"); }
  /// Of a message, after the warm-up.
  static double middle(std::vector<double> values) {
    values.erase(values.begin(), values.begin() + kWarmUps);
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), place, values.end());
    return *place / static_cast<double>(kTogether);
  }

  hosting::PrivateFolder folder_{{}};
  std::shared_ptr<const hosting::PluginImage> image_;
  hosting::Spawner spawner_;
  hosting::ChildProcess process_;
  hosting::InProcess library_;
  std::unique_ptr<hosting::Conversation> isolated_;
  std::unique_ptr<hosting::Conversation> in_process_;
  clockid_t child_ = 0;
  std::size_t round_ = 0;
  std::string first_;
  std::vector<double> child_readings_;
  std::vector<double> isolated_costs_;  ///< of this process alone
  std::vector<double> in_process_costs_;
  std::vector<double> plugin_costs_;
};

std::vector<std::string> batches_of(const std::string& posts) {
  std::vector<std::string> batches(1);
  std::size_t lines = 0;
  for (std::size_t begin = 0; begin < posts.size();) {
    const std::size_t end = posts.find('\n', begin) + 1;
    if (lines++ == kTogether) {
      batches.emplace_back();
      lines = 1;
    }
    batches.back().append(posts, begin, end - begin);
    begin = end;
  }
  return batches;
}

hosting::StartMaterial material_of(const domain::PluginSettings* settings) {
  if (settings == nullptr) throw std::runtime_error("the instance does not name the plugin");
  return hosting::read_start_material(*settings).value();
}

void print(const char* name, const Costs& costs) {
  std::printf("%s_in_process %.2f us/message\n", name, costs.in_process);
  std::printf("%s_isolated %.2f us/message\n", name, costs.isolated);
  std::printf("%s_isolation_adds %.2f us/message\n", name, costs.added);
}

/// `messages` are what the channel read.
Costs measure_channel(const domain::Instance& instance, hosting::Stamps& stamps, std::size_t rounds, std::vector<domain::Message>& messages) {
  const auto start = material_of(instance.channel("twitter"));
  BothSides channel("twitter", hosting::start_event(stamps.next(), start, {}, {}, false), start.payload);
  hosting::EffectsReader reader;
  for (const std::string& batch : batches_of(synthetic_posts((kWarmUps + rounds) * kTogether, kSeed))) {
    std::vector<domain::Message> read_last;
    channel.ask(hosting::stream_data_event(stamps.next(), "replay"), batch, [&](std::string_view effects) {
      auto read = reader.read("twitter", effects, batch.size());
      if (!read) throw std::runtime_error(read.error().what);
      read_last = std::move(read->turn.messages);
    });
    std::move(read_last.begin(), read_last.end(), std::back_inserter(messages));
  }
  return channel.costs();
}

/// With all that the instance gives the department: units, accounts, and the whole gazetteer.
Costs measure_department(const domain::Instance& instance, hosting::Stamps& stamps, const std::vector<domain::Message>& messages) {
  const auto start = material_of(instance.department("police"));
  BothSides department("police", hosting::department_start_event(stamps.next(), start, instance.units.all(), instance.accounts), start.payload);
  hosting::DepartmentReader reader;
  for (std::size_t first = 0; first + kTogether <= messages.size(); first += kTogether) {
    std::vector<actions::Assessable> posts;
    for (std::size_t place = first; place < first + kTogether; ++place) posts.push_back({&messages[place], {}, false});
    department.ask(hosting::assess_event(stamps.next()), hosting::assess_payload(posts), [&](std::string_view effects) {
      const auto read = reader.read("police", effects, hosting::DepartmentQuestion::assess, posts);
      if (!read) throw std::runtime_error(read.error().what);
    });
  }
  return department.costs();
}

int measure(std::size_t rounds) {
  const auto instance = settings::load_instance(SEVA_SOURCE_DIR "/config/up-police", [](const char*) -> const char* { return nullptr; });
  if (!instance) throw std::runtime_error(instance.error().what);
  machine::SystemClock clock;
  hosting::Stamps stamps(clock);
  std::vector<domain::Message> messages;
  const Costs channel = measure_channel(*instance, stamps, rounds, messages);
  print("channel", channel);
  const Costs department = measure_department(*instance, stamps, messages);
  print("department", department);
  std::printf("assess_in_process %.2f us/message\n", department.plugin_alone);
  const double worst = std::max({channel.added, department.added, department.plugin_alone});
  std::printf("ratio %.3f of_limit\n", worst / kMicrosecondsAllowed);
  return worst <= kMicrosecondsAllowed ? 0 : 1;
}

}  // namespace
}  // namespace seva::bench

int main(int argc, char** argv) {
  constexpr std::size_t kRounds = 400;
  try {
    return seva::bench::measure(argc > 1 ? std::strtoul(argv[1], nullptr, 10) : kRounds);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
