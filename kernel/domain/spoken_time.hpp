#pragma once

#include <string>
#include <string_view>

#include "domain/instant.hpp"

namespace seva::domain {

/// A point in time on the wall clock of a place.
struct WallTime {
  int year = 0;
  int month = 0;    ///< 1 to 12
  int day = 0;      ///< 1 to 31
  int weekday = 0;  ///< 0 is Sunday
  int hour = 0;
  int minute = 0;
};

/// `time_zone` is a name of the tz database, as Asia/Kolkata; an unknown one counts as UTC.
[[nodiscard]] WallTime wall_time(Instant instant, const std::string& time_zone);

/// The midnight with which the day of an instant began there.
[[nodiscard]] Instant start_of_day(Instant instant, const std::string& time_zone);

/// True for a name that wall_time() knows.
[[nodiscard]] bool is_time_zone(const std::string& time_zone);

/// A point in time as one says it to a citizen, on the 12-hour clock with the part of the day: "Sunday 29 November, 6 am", "रविवार 29 नवंबर, सुबह 6
/// बजे". Digits are 0 to 9 in both languages. `language` is en or hi.
[[nodiscard]] std::string spoken_time(Instant instant, const std::string& time_zone, std::string_view language);

/// 1 to 12. `language` is en or hi.
[[nodiscard]] std::string_view month_name(int month, std::string_view language);

/// A length of time in at most two units: "6 days 18 hours", "6 दिन 18 घंटे"; under a minute it says so.
[[nodiscard]] std::string spoken_duration(std::chrono::microseconds duration, std::string_view language);

}  // namespace seva::domain
