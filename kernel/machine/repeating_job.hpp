#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace seva::machine {

/// Runs a job again and again on a thread of its own: at once while it says that there is more to do, else after `pause`.
/// What the job throws goes to `failed`, and the next run waits for `pause`.
class RepeatingJob {
 public:
  using Job = std::function<bool()>;  ///< true: there is more to do
  using Failed = std::function<void(const std::exception&)>;
  enum class Urgency : std::uint8_t {
    usual = 1,
    idle  ///< it gets the processor when nobody else wants it (nice 19)
  };

  RepeatingJob(Job job, std::chrono::milliseconds pause, Failed failed, Urgency urgency = Urgency::usual);
  /// Waits for the run under way.
  ~RepeatingJob();
  RepeatingJob(const RepeatingJob&) = delete;
  RepeatingJob& operator=(const RepeatingJob&) = delete;

 private:
  void run();
  bool run_once();

  Job job_;
  std::chrono::milliseconds pause_;
  Failed failed_;
  Urgency urgency_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace seva::machine
