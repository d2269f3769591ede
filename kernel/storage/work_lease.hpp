#pragma once

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>

#include "domain/result.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

/// The work is done by somebody else now: whoever held the lease was taken for dead.
struct LeaseLost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The right to a work that one process does alone, held by a row of `leases`. Whoever holds it raises the row's beat; whoever wants it takes it over
/// where the beat stood still for kStandstill of their own steady time. Clocks need not agree, and it holds on Galera too, where locks do not: it is
/// won by comparing and setting the row, and each transaction of the work is fenced by it.
class WorkLease {
 public:
  using Pause = std::function<void(std::chrono::milliseconds)>;
  static constexpr std::chrono::seconds kStandstill{15};
  /// How often whoever holds it must beat, at the least.
  static constexpr std::chrono::seconds kBeat{3};

  /// Waits for no living holder. `owner` is nobody else's name; `waits` is called once where it must be found out whether a holder lives, and `pause`
  /// waits. A conflict with `code` where one does.
  [[nodiscard]] static domain::Result<WorkLease> take(ConnectionPool& writers, const std::string& name, const std::string& owner, const Pause& pause,
                                                      const std::function<void()>& waits, const std::string& code);

  /// Within a transaction of the work. Throws LeaseLost.
  void beat(RepositorySession& session);

  /// In a transaction of its own, where the last beat was kBeat ago.
  void beat_now_and_then(ConnectionPool& writers);

  /// So that the next one need not wait. Fails in silence: then the next one waits.
  void give_back(ConnectionPool& writers) noexcept;

 private:
  WorkLease(std::string name, std::string owner, std::int64_t epoch) : name_(std::move(name)), owner_(std::move(owner)), epoch_(epoch) {}

  std::string name_;
  std::string owner_;
  std::int64_t epoch_;
  std::chrono::steady_clock::time_point beat_at_ = std::chrono::steady_clock::now();
};

}  // namespace seva::storage
