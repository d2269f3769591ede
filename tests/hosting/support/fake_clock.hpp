#pragma once

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "hosting/steady_clock.hpp"

namespace seva::hosting {

/// Steady time that stands until a test moves it.
class FakeSteadyClock final : public SteadyClock {
 public:
  Time now() override {
    const std::lock_guard lock(mutex_);
    return now_;
  }

  void wait_until(std::condition_variable& condition, std::unique_lock<std::mutex>& lock, Time until) override {
    {
      const std::lock_guard own(mutex_);
      if (until <= now_) return;
      sleepers_.push_back({&condition, lock.mutex(), until});
      fell_asleep_.notify_all();
    }
    condition.wait(lock);
    const std::lock_guard own(mutex_);
    sleepers_.erase(std::find_if(sleepers_.begin(), sleepers_.end(), [&](const Sleeper& sleeper) { return sleeper.condition == &condition; }));
  }

  /// Waits until somebody sleeps for a time that is to come, and then moves the clock.
  void advance_when_slept_for(std::chrono::milliseconds step) {
    {
      std::unique_lock own(mutex_);
      fell_asleep_.wait(
          own, [&] { return std::any_of(sleepers_.begin(), sleepers_.end(), [](const Sleeper& sleeper) { return sleeper.until != Time::max(); }); });
    }
    advance(step);
  }

  void advance(std::chrono::milliseconds step) {
    std::vector<Sleeper> sleepers;
    {
      const std::lock_guard own(mutex_);
      now_ += step;
      sleepers = sleepers_;
    }
    for (const Sleeper& sleeper : sleepers) {
      const std::lock_guard asleep(*sleeper.mutex);
      sleeper.condition->notify_all();
    }
  }

 private:
  struct Sleeper {
    std::condition_variable* condition;
    std::mutex* mutex;
    Time until;
  };

  std::mutex mutex_;
  std::condition_variable fell_asleep_;
  std::vector<Sleeper> sleepers_;
  Time now_{std::chrono::hours(1)};
};

}  // namespace seva::hosting
