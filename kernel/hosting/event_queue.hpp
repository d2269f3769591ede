#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "hosting/limits.hpp"
#include "hosting/pending_event.hpp"
#include "hosting/steady_clock.hpp"

namespace seva::hosting {

/// What waits for one channel. Bounded towards the outside: at most 64 events or 8 MB that still exist, in the queue or out of it. Safe to use from
/// any thread.
class EventQueue {
 public:
  /// What comes from outside. False: there is no room, or the queue is closed; the event is gone.
  [[nodiscard]] bool offer(PendingEvent event);
  /// Returns when something that came from outside was settled, when the queue was closed, or when `longest` has passed.
  void wait_for_room(std::chrono::milliseconds longest);
  /// What the instance itself asked for is never refused.
  void push(PendingEvent event);
  [[nodiscard]] std::optional<PendingEvent> pop();

  /// Returns when there is an event, when somebody called wake(), or when the time has come.
  void wait(SteadyClock& clock, SteadyClock::Time until);
  /// The same, but for events.
  void wait_for_wake(SteadyClock& clock, SteadyClock::Time until);
  void wake();
  /// Nothing comes in from outside any more.
  void close();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<PendingEvent> events_;
  std::shared_ptr<Occupancy> occupancy_ = std::make_shared<Occupancy>();
  bool is_woken_ = false;
  bool is_closed_ = false;
};

}  // namespace seva::hosting
