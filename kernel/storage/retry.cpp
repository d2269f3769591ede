#include "storage/retry.hpp"

#include <algorithm>
#include <random>
#include <thread>

namespace seva::storage {
namespace {

constexpr int kMostConflicts = 40;
constexpr int kMostDuplicates = 2;
constexpr std::chrono::microseconds kShortestPause{500};
constexpr int kMostDoublings = 8;

}  // namespace

bool Retry::again_after(Failure failure) {
  bool is_worth_it = false;
  switch (failure) {
    case Failure::conflict: is_worth_it = ++conflicts_ <= kMostConflicts; break;
    case Failure::duplicate: is_worth_it = ++duplicates_ <= kMostDuplicates; break;
    case Failure::connection_lost:
    case Failure::unavailable: is_worth_it = std::chrono::steady_clock::now() - began_ < patience_; break;
    case Failure::full:
    case Failure::broken: break;
  }
  if (is_worth_it) pause();
  return is_worth_it;
}

/// Somewhere between none and twice the usual pause, so that those who met once do not meet again.
void Retry::pause() {
  const auto usual = kShortestPause * (1 << std::min(runs_++, kMostDoublings));
  std::random_device random;
  std::this_thread::sleep_for(std::chrono::microseconds(random() % (2 * static_cast<unsigned>(usual.count()) + 1)));
}

}  // namespace seva::storage
