#pragma once

#include <chrono>
#include <thread>

namespace seva::testing {

/// For what happens on another thread or process: whether the condition comes true while one is patient.
template <class Condition>
[[nodiscard]] bool comes_true(const Condition& condition, std::chrono::seconds patience = std::chrono::seconds{30}) {
  for (const auto deadline = std::chrono::steady_clock::now() + patience; !condition();) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return true;
}

}  // namespace seva::testing
