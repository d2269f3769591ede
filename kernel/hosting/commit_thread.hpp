#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "actions/turn.hpp"

namespace seva::hosting {

/// Commits one turn at a time on a thread of its own, so that a channel's plugin computes while the turns before are made durable. All but the work
/// itself is for the channel's thread.
class CommitThread {
 public:
  /// `commit` says whether the turn is durable now; `done` is called after each. Both are called from the thread.
  CommitThread(std::function<bool(actions::Turn)> commit, std::function<void()> done);
  CommitThread(const CommitThread&) = delete;
  CommitThread& operator=(const CommitThread&) = delete;
  /// What was begun is finished first.
  ~CommitThread();

  /// Nothing may be under way.
  void begin(actions::Turn turn);
  [[nodiscard]] bool is_under_way();
  /// Is there an outcome to be taken?
  [[nodiscard]] bool is_done();
  /// Waits for it.
  [[nodiscard]] bool take_outcome();

 private:
  void run();

  const std::function<bool(actions::Turn)> commit_;
  const std::function<void()> done_;
  std::mutex mutex_;  ///< guards what follows
  std::condition_variable changed_;
  std::optional<actions::Turn> turn_;
  std::optional<bool> outcome_;
  bool is_under_way_ = false;
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace seva::hosting
