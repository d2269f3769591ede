#pragma once

#include <chrono>

#include "storage/database_error.hpp"

namespace seva::storage {

/// Decides whether a work is run again, and pauses before it is. One for each call. No run begins later than `patience` after the first.
class Retry {
 public:
  explicit Retry(std::chrono::milliseconds patience) : patience_(patience) {}

  /// True after a pause: run it again. False: pass the error on.
  [[nodiscard]] bool again_after(Failure failure);

 private:
  [[nodiscard]] bool is_worth_it(Failure failure);
  void pause(std::chrono::microseconds longest);

  std::chrono::milliseconds patience_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::chrono::microseconds usual_pause_{0};
  int conflicts_ = 0;
  int duplicates_ = 0;
};

}  // namespace seva::storage
