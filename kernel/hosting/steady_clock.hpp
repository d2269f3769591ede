#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace seva::hosting {

/// Time that only ever goes on, for timers and waits. Tests bring their own. Safe to use from any thread.
class SteadyClock {
 public:
  using Time = std::chrono::steady_clock::time_point;

  SteadyClock() = default;
  SteadyClock(const SteadyClock&) = delete;
  SteadyClock& operator=(const SteadyClock&) = delete;
  virtual ~SteadyClock() = default;

  [[nodiscard]] virtual Time now() { return std::chrono::steady_clock::now(); }
  /// Waits on the condition until somebody notifies it or the time has come; may also return for no reason. Time::max(): no time.
  virtual void wait_until(std::condition_variable& condition, std::unique_lock<std::mutex>& lock, Time until) {
    if (until == Time::max())
      condition.wait(lock);
    else
      condition.wait_until(lock, until);
  }
};

}  // namespace seva::hosting
