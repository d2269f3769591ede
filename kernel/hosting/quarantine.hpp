#pragma once

#include <deque>
#include <string>

#include "domain/instance.hpp"
#include "hosting/steady_clock.hpp"

namespace seva::hosting {

/// Counts a plugin's crashes. One that crashes too often is not started again by itself: an administrator's switch, or any other change of the
/// configuration, lets it try again.
class Quarantine {
 public:
  explicit Quarantine(domain::CrashLimit limit) : limit_(limit) {}

  /// True: this one was too many.
  [[nodiscard]] bool note_crash(SteadyClock::Time now) {
    crashes_.push_back(now);
    while (now - crashes_.front() > limit_.within) crashes_.pop_front();
    return crashes_.size() >= limit_.crashes;
  }

  [[nodiscard]] std::string reason(const std::string& of_the_last) const {
    return "Quarantined after " + std::to_string(crashes_.size()) + " crashes in " + std::to_string(limit_.within.count()) +
           " minutes. The last: " + of_the_last + " Then switch the plugin on again.";
  }

 private:
  domain::CrashLimit limit_;
  std::deque<SteadyClock::Time> crashes_;
};

}  // namespace seva::hosting
