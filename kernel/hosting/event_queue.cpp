#include "hosting/event_queue.hpp"

namespace seva::hosting {

bool EventQueue::offer(PendingEvent event) {
  const std::lock_guard lock(mutex_);
  if (is_closed_ || occupancy_->events >= kTurnsAhead || occupancy_->bytes + event.payload.size() > kBytesAhead) return false;
  event.room = std::make_unique<Room>(occupancy_, event.payload.size());
  events_.push_back(std::move(event));
  changed_.notify_one();
  return true;
}

void EventQueue::wait_for_room(std::chrono::milliseconds longest) { occupancy_->wait_for_change(longest); }

void EventQueue::push(PendingEvent event) {
  const std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
  changed_.notify_one();
}

std::optional<PendingEvent> EventQueue::pop() {
  const std::lock_guard lock(mutex_);
  if (events_.empty()) return std::nullopt;
  PendingEvent event = std::move(events_.front());
  events_.pop_front();
  return event;
}

void EventQueue::wait(SteadyClock& clock, SteadyClock::Time until) {
  std::unique_lock lock(mutex_);
  while (events_.empty() && !is_woken_ && clock.now() < until) clock.wait_until(changed_, lock, until);
  is_woken_ = false;
}

void EventQueue::wait_for_wake(SteadyClock& clock, SteadyClock::Time until) {
  std::unique_lock lock(mutex_);
  while (!is_woken_ && clock.now() < until) clock.wait_until(changed_, lock, until);
  is_woken_ = false;
}

void EventQueue::wake() {
  const std::lock_guard lock(mutex_);
  is_woken_ = true;
  changed_.notify_one();
}

void EventQueue::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  occupancy_->tell_change();
}

}  // namespace seva::hosting
