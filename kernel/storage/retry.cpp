#include "storage/retry.hpp"

#include <algorithm>
#include <random>
#include <thread>

namespace seva::storage {
namespace {

constexpr int kMostConflicts = 25;
constexpr int kMostDuplicates = 2;
constexpr std::chrono::microseconds kShortestPause{500};
constexpr std::chrono::microseconds kLongestPause{32'000};
constexpr std::chrono::microseconds kLongestPauseWithoutServer{256'000};

}  // namespace

bool Retry::again_after(Failure failure) {
  if (std::chrono::steady_clock::now() - began_ >= patience_ || !is_worth_it(failure)) return false;
  const bool is_server_away = failure == Failure::connection_lost || failure == Failure::unavailable;
  pause(is_server_away ? kLongestPauseWithoutServer : kLongestPause);
  return true;
}

bool Retry::is_worth_it(Failure failure) {
  switch (failure) {
    case Failure::conflict: return ++conflicts_ <= kMostConflicts;
    case Failure::duplicate: return ++duplicates_ <= kMostDuplicates;
    case Failure::connection_lost:
    case Failure::unavailable: return true;
    case Failure::full:
    case Failure::broken: return false;
  }
  return false;
}

/// Somewhere between none and twice the usual pause, so that those who met once do not meet again.
void Retry::pause(std::chrono::microseconds longest) {
  usual_pause_ = std::clamp(usual_pause_ * 2, kShortestPause, longest);
  std::random_device random;
  std::this_thread::sleep_for(std::chrono::microseconds(random() % (2 * static_cast<unsigned>(usual_pause_.count()) + 1)));
}

}  // namespace seva::storage
