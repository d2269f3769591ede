#include "hosting/commit_thread.hpp"

#include <utility>

namespace seva::hosting {

CommitThread::CommitThread(std::function<bool(actions::Turn)> commit, std::function<void()> done)
    : commit_(std::move(commit)), done_(std::move(done)), thread_([this] { run(); }) {}

CommitThread::~CommitThread() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void CommitThread::begin(actions::Turn turn) {
  {
    const std::lock_guard lock(mutex_);
    turn_ = std::move(turn);
    is_under_way_ = true;
  }
  changed_.notify_all();
}

bool CommitThread::is_under_way() {
  const std::lock_guard lock(mutex_);
  return is_under_way_;
}

bool CommitThread::is_done() {
  const std::lock_guard lock(mutex_);
  return outcome_.has_value();
}

bool CommitThread::take_outcome() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return outcome_.has_value(); });
  is_under_way_ = false;
  return *std::exchange(outcome_, std::nullopt);
}

void CommitThread::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return turn_.has_value() || is_ending_; });
    if (!turn_) return;
    actions::Turn turn = *std::exchange(turn_, std::nullopt);
    lock.unlock();
    const bool is_durable = commit_(std::move(turn));
    lock.lock();
    outcome_ = is_durable;
    changed_.notify_all();
    lock.unlock();
    done_();
    lock.lock();
  }
}

}  // namespace seva::hosting
