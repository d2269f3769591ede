#include "hosting/timers.hpp"

#include <algorithm>

namespace seva::hosting {

SteadyClock::Time Timers::next() const {
  SteadyClock::Time soonest = SteadyClock::Time::max();
  for (const auto& [tag, at] : times_) soonest = std::min(soonest, at);
  return soonest;
}

std::vector<std::string> Timers::due(SteadyClock::Time now) {
  std::vector<std::pair<SteadyClock::Time, std::string>> come;
  for (const auto& [tag, at] : times_)
    if (at <= now) come.emplace_back(at, tag);
  std::sort(come.begin(), come.end());
  std::vector<std::string> tags;
  for (auto& [at, tag] : come) {
    times_.erase(tag);
    tags.push_back(std::move(tag));
  }
  return tags;
}

}  // namespace seva::hosting
