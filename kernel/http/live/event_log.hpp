#pragma once

#include <deque>
#include <optional>
#include <string>

#include "http/live/live_event.hpp"

namespace seva::http {

/// The last events, numbered without a gap. Not thread-safe: the pump's alone.
class EventLog {
 public:
  /// `epoch` tells this start of the process from others.
  EventLog(std::string epoch, std::size_t most) : epoch_(std::move(epoch)), most_(most) {}

  void add(LiveEvent event);
  /// Some events were lost before they came here: whoever waits for the next one has missed something.
  void forget();
  /// The number that the next event gets.
  [[nodiscard]] std::uint64_t next() const { return first_ + events_.size(); }
  /// True where all from `number` on are kept, or are still to come.
  [[nodiscard]] bool reaches_back_to(std::uint64_t number) const { return number >= first_ && number <= next(); }
  /// `number` must be kept.
  [[nodiscard]] const LiveEvent& at(std::uint64_t number) const { return events_[number - first_]; }

  /// `EPOCH-RIGHTS-NUMBER` of the last event that a reader with these rights has dealt with.
  [[nodiscard]] std::string id_of(std::uint64_t number, const Rights& rights) const;

  struct Start {
    std::uint64_t next = 0;             ///< the first event to send
    std::optional<std::string> resync;  ///< why the client must ask for everything: gap, restart, rights
  };
  /// Where a reader goes on who sent this as Last-Event-ID. Foreign text: whatever is no id of ours is one of another start.
  [[nodiscard]] Start start_after(std::string_view last_event_id, const Rights& rights) const;

 private:
  std::string epoch_;
  std::size_t most_;
  std::uint64_t first_ = 1;
  std::deque<LiveEvent> events_;
};

}  // namespace seva::http
