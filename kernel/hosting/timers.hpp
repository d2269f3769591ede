#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hosting/steady_clock.hpp"

namespace seva::hosting {

/// The timers of one instance. A tag has one time; setting it again replaces it.
class Timers {
 public:
  void set(const std::string& tag, SteadyClock::Time at) { times_.insert_or_assign(tag, at); }
  void cancel(const std::string& tag) { times_.erase(tag); }
  void clear() { times_.clear(); }

  /// Time::max() if there is none.
  [[nodiscard]] SteadyClock::Time next() const;
  /// Removes and answers the tags whose time has come, soonest first.
  [[nodiscard]] std::vector<std::string> due(SteadyClock::Time now);

 private:
  std::map<std::string, SteadyClock::Time> times_;
};

/// How long to wait before the next start: 1 s, and twice as long after each further failure up to 60 s.
class Backoff {
 public:
  [[nodiscard]] std::chrono::seconds next() {
    const auto wait = wait_;
    wait_ = std::min(wait_ * 2, kLongest);
    return wait;
  }
  void reset() { wait_ = kFirst; }

 private:
  static constexpr std::chrono::seconds kFirst{1};
  static constexpr std::chrono::seconds kLongest{60};

  std::chrono::seconds wait_ = kFirst;
};

}  // namespace seva::hosting
