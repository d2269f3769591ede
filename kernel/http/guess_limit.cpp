#include "http/guess_limit.hpp"

#include <algorithm>

namespace seva::http {
namespace {

/// IPv4 as it is; the first four groups of IPv6.
std::string network_of(const std::string& address) {
  std::size_t place = 0;
  for (int groups = 0; groups < 4; ++groups) {
    place = address.find(':', place);
    if (place == std::string::npos) return address;
    ++place;
  }
  return address.substr(0, place);
}

}  // namespace

GuessLimit::Left& GuessLimit::refilled(const std::string& address, domain::Instant now) {
  if (left_.size() >= kMostAddresses) left_.clear();
  Left& left = left_.try_emplace(network_of(address), Left{kStore, now}).first->second;
  const std::chrono::duration<double> passed = std::max(now - left.at, domain::Instant::duration::zero());
  left.misses = std::min(kStore, left.misses + passed / kPerMiss);
  left.at = now;
  return left;
}

bool GuessLimit::is_spent(const std::string& address, domain::Instant now) {
  const std::lock_guard lock(mutex_);
  return refilled(address, now).misses < 1;
}

void GuessLimit::count_miss(const std::string& address, domain::Instant now) {
  const std::lock_guard lock(mutex_);
  Left& left = refilled(address, now);
  left.misses = std::max(0.0, left.misses - 1);
}

}  // namespace seva::http
