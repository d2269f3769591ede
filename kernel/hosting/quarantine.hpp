#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "hosting/steady_clock.hpp"

namespace seva::hosting {

/// Counts a plugin's crashes. One that crashes so often within ten minutes is not started again by itself: an administrator's switch, or any other
/// change of the configuration, lets it try again.
class Quarantine {
 public:
  static constexpr std::size_t kCrashes = 5;
  static constexpr std::chrono::minutes kWithin{10};

  explicit Quarantine(std::size_t crashes = kCrashes) : most_(crashes) {}

  /// True: this one was too many.
  [[nodiscard]] bool note_crash(SteadyClock::Time now) {
    crashes_.push_back(now);
    while (now - crashes_.front() > kWithin) crashes_.pop_front();
    return crashes_.size() >= most_;
  }

  [[nodiscard]] std::string reason(const std::string& of_the_last) const {
    return "Quarantined after " + std::to_string(crashes_.size()) + " crashes in 10 minutes. The last: " + of_the_last +
           " Then switch the plugin on again.";
  }

 private:
  std::size_t most_;
  std::deque<SteadyClock::Time> crashes_;
};

}  // namespace seva::hosting
