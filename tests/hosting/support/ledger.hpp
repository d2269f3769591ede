#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "actions/turn.hpp"
#include "hosting/catalogue.hpp"

namespace seva::hosting {

/// Takes the place of actions::ReceiveMessages: writes down what is committed, and does what a test wants of it: holds, fails.
class Ledger {
 public:
  actions::Counts commit(actions::Turn turn) {
    std::unique_lock lock(mutex_);
    is_waiting_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return !is_held_; });
    is_waiting_ = false;
    if (failures_left_ > 0) {
      --failures_left_;
      throw std::runtime_error("the store fails");
    }
    actions::Counts counts;
    counts.stored = counts.opened = static_cast<std::int64_t>(turn.messages.size());
    counts.ignored = static_cast<std::int64_t>(turn.ignored.size());
    counts.unreadable = static_cast<std::int64_t>(turn.unreadable.size());
    counts.posts_read = counts.stored + counts.ignored + counts.unreadable;
    turns_.push_back(std::move(turn));
    changed_.notify_all();
    return counts;
  }

  /// In the place of actions::ReceiveMessages::begin.
  [[nodiscard]] std::function<std::function<actions::Counts()>(actions::Turn)> begin() {
    return [this](actions::Turn turn) {
      const std::lock_guard lock(mutex_);
      ++begun_;
      changed_.notify_all();
      return [this, turn = std::move(turn)] { return commit(turn); };
    };
  }
  void await_begun(int turns) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return begun_ >= turns; });
  }

  void hold() { set(is_held_, true); }
  void release() { set(is_held_, false); }
  void fail_next(int commits) { set(failures_left_, commits); }
  void await_commit_under_way() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_waiting_; });
  }
  /// Waits until so many turns were committed.
  std::vector<actions::Turn> await(std::size_t turns) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return turns_.size() >= turns; });
    return turns_;
  }
  [[nodiscard]] std::vector<actions::Turn> turns() {
    const std::lock_guard lock(mutex_);
    return turns_;
  }
  /// The source ids of all messages, in the order of their commits.
  [[nodiscard]] std::vector<std::string> messages() {
    std::vector<std::string> ids;
    for (const auto& turn : turns())
      for (const auto& message : turn.messages) ids.push_back(message.source_id);
    return ids;
  }

 private:
  template <class Value>
  void set(Value& value, Value to) {
    const std::lock_guard lock(mutex_);
    value = to;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<actions::Turn> turns_;
  bool is_held_ = false;
  bool is_waiting_ = false;
  int failures_left_ = 0;
  int begun_ = 0;
};

/// Remembers the states that it was told.
class StateLog final : public PluginWatch {
 public:
  void set_state(const std::string&, PluginState state, std::string reason) override {
    const std::lock_guard lock(mutex_);
    states_.push_back({state, std::move(reason)});
    changed_.notify_all();
  }
  void set_quarantined(const std::string&, std::string) override {
    const std::lock_guard lock(mutex_);
    ++quarantined_;
  }
  void note(const std::string&, PluginCount what, std::int64_t many) override {
    const std::lock_guard lock(mutex_);
    if (what == PluginCount::start) starts_ += many;
  }
  void set_health(const std::string&, const HealthReport& report) override {
    const std::lock_guard lock(mutex_);
    health_.push_back(report);
    changed_.notify_all();
  }
  /// Waits until this state was told so many times; the reason of the last one.
  std::string await(PluginState state, std::ptrdiff_t times = 1) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock,
                  [&] { return std::count_if(states_.begin(), states_.end(), [&](const auto& told) { return told.first == state; }) >= times; });
    for (auto told = states_.rbegin(); told != states_.rend(); ++told)
      if (told->first == state) return told->second;
    return {};
  }
  [[nodiscard]] int quarantined() {
    const std::lock_guard lock(mutex_);
    return quarantined_;
  }
  [[nodiscard]] std::int64_t starts() {
    const std::lock_guard lock(mutex_);
    return starts_;
  }
  HealthReport await_health() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !health_.empty(); });
    return health_.back();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::pair<PluginState, std::string>> states_;
  int quarantined_ = 0;
  std::int64_t starts_ = 0;
  std::vector<HealthReport> health_;
};

}  // namespace seva::hosting
