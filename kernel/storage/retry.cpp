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
  bool is_worth_it = false;
  auto longest = kLongestPause;
  switch (failure) {
    case Failure::conflict: is_worth_it = ++conflicts_ <= kMostConflicts; break;
    case Failure::duplicate: is_worth_it = ++duplicates_ <= kMostDuplicates; break;
    case Failure::connection_lost:
    case Failure::unavailable:
      is_worth_it = std::chrono::steady_clock::now() - began_ < patience_;
      longest = kLongestPauseWithoutServer;
      break;
    case Failure::full:
    case Failure::broken: break;
  }
  if (is_worth_it) pause(longest);
  return is_worth_it;
}

/// Somewhere between none and twice the usual pause, so that those who met once do not meet again.
void Retry::pause(std::chrono::microseconds longest) {
  usual_pause_ = std::clamp(usual_pause_ * 2, kShortestPause, longest);
  std::random_device random;
  std::this_thread::sleep_for(std::chrono::microseconds(random() % (2 * static_cast<unsigned>(usual_pause_.count()) + 1)));
}

}  // namespace seva::storage
