#pragma once

#include <cstdint>
#include <string>

#include "actions/announcements.hpp"
#include "http/live/rights.hpp"

namespace seva::http {

/// One event of the live stream, written ready to send but for its id.
struct LiveEvent {
  enum class Audience : std::uint8_t { tickets = 1, triage, calls, everybody, administrators };

  std::uint64_t number = 0;   ///< of its place in the stream; rises by one
  bool is_replayable = true;  ///< has an id and is sent again to whoever missed it
  Audience audience = Audience::everybody;
  std::string unit;           ///< what it is about lies there
  std::string unit_before;    ///< tickets: lay there until now
  std::string text;           ///< for whoever may read it now: event and data lines, without the blank line's id
  std::string text_for_left;  ///< tickets: for whoever could read it until now

  /// What this reader gets; empty: nothing.
  [[nodiscard]] std::string_view text_for(const Rights& rights) const;
};

[[nodiscard]] LiveEvent event_of(const actions::TicketNews& news);
[[nodiscard]] LiveEvent event_of(const actions::TriageNews& news);
[[nodiscard]] LiveEvent event_of(const actions::CallNews& news);
[[nodiscard]] LiveEvent event_of(const actions::DeadLetterNews& news);
[[nodiscard]] LiveEvent event_of(const actions::PluginNews& news);

/// `event: NAME`, `data: JSON` and the blank line (WHATWG HTML, section 9.2). `json` holds no line break.
[[nodiscard]] std::string written_event(std::string_view name, std::string_view json);

}  // namespace seva::http
