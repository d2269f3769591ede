#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "domain/instant.hpp"

namespace seva::domain {

/// A month of the calendar.
struct Month {
  int year = 0;
  int number = 0;  ///< 1 to 12

  friend constexpr auto operator<=>(const Month&, const Month&) = default;
};

/// Written 2025-11; nullopt: it is none.
[[nodiscard]] std::optional<Month> month_from(std::string_view text);
[[nodiscard]] std::string written_month(Month month);

/// "November 2025", "नवंबर 2025". `language` is en or hi.
[[nodiscard]] std::string spoken_month(Month month, std::string_view language);

/// So many months later; earlier where they are negative.
[[nodiscard]] Month later_by(Month month, int months);

/// The month that an instant lies in, on the wall clock of a place. `time_zone` as wall_time() takes it.
[[nodiscard]] Month month_of(Instant instant, const std::string& time_zone);

/// The midnight with which the month begins there.
[[nodiscard]] Instant start_of_month(Month month, const std::string& time_zone);

}  // namespace seva::domain
