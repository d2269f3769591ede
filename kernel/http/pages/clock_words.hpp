#pragma once

#include <string>

#include "domain/instance.hpp"
#include "http/pages/page.hpp"

namespace seva::http {

/// How officers read time: the 24-hour clock, "today 12:02", "24 Nov 09:00".
[[nodiscard]] std::string desk_time(domain::Instant instant, domain::Instant now, const std::string& time_zone, const Words& words);
/// "12:02".
[[nodiscard]] std::string clock_time(domain::Instant instant, const std::string& time_zone);
/// "Sun 22 Nov 2026".
[[nodiscard]] std::string desk_date(domain::Instant instant, const std::string& time_zone, const Words& words);
/// A length of time in at most two units, written short: "3 h 27 min", "6 d 18 h".
[[nodiscard]] std::string short_duration(std::chrono::microseconds duration, const Words& words);

[[nodiscard]] bool is_same_day(domain::Instant left, domain::Instant right, const std::string& time_zone);

/// Where a ticket's clock stands. `name` is the class of its colour and the name of its icon.
struct ClockState {
  std::string_view name;  ///< on_track, soon, over, stopped, ended
  std::string due;        ///< absolute; empty where the clock stands
  std::string remaining;  ///< with its word: "20 min left", "3 h over", "waits for an answer"
  double used = 0;        ///< 0 to 1
};
[[nodiscard]] ClockState clock_state(const domain::Ticket& ticket, domain::Instant now, const std::string& time_zone, const Words& words);

/// Shape, word and colour of a status, for the template "status".
[[nodiscard]] PageData status_data(domain::Status status, const Words& words);

}  // namespace seva::http
