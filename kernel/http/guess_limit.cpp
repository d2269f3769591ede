#include "http/guess_limit.hpp"

#include <algorithm>

namespace seva::http {
GuessLimit::Left& GuessLimit::refilled(const std::string& network, domain::Instant now) {
  if (left_.size() >= kMostAddresses) left_.clear();
  Left& left = left_.try_emplace(network, Left{kStore, now}).first->second;
  const std::chrono::duration<double> passed = std::max(now - left.at, domain::Instant::duration::zero());
  left.misses = std::min(kStore, left.misses + passed / kPerMiss);
  left.at = now;
  return left;
}

bool GuessLimit::is_spent(const std::string& network, domain::Instant now) {
  const std::lock_guard lock(mutex_);
  return refilled(network, now).misses < 1;
}

void GuessLimit::count_miss(const std::string& network, domain::Instant now) {
  const std::lock_guard lock(mutex_);
  Left& left = refilled(network, now);
  left.misses = std::max(0.0, left.misses - 1);
}

}  // namespace seva::http
