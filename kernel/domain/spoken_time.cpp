#include "domain/spoken_time.hpp"

#include <unicode/timezone.h>

#include <array>
#include <memory>

namespace seva::domain {
namespace {

constexpr std::array<const char*, 7> kDaysEnglish{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array<const char*, 7> kDaysHindi{"रविवार", "सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार"};
constexpr std::array<const char*, 12> kMonthsEnglish{"January", "February", "March",     "April",   "May",      "June",
                                                     "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<const char*, 12> kMonthsHindi{"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"};

const char* part_of_day(int hour) {
  if (hour >= 4 && hour < 12) return "सुबह";
  if (hour >= 12 && hour < 16) return "दोपहर";
  if (hour >= 16 && hour < 20) return "शाम";
  return "रात";
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string twelve_hour(const WallTime& time) {
  const int hour = time.hour % 12 == 0 ? 12 : time.hour % 12;
  return std::to_string(hour) + (time.minute == 0 ? "" : ":" + two_digits(time.minute));
}

std::string counted(std::int64_t count, const char* singular, const char* plural, const char* hindi, bool is_hindi) {
  return std::to_string(count) + " " + (is_hindi ? hindi : count == 1 ? singular : plural);
}

}  // namespace

bool is_time_zone(const std::string& time_zone) {
  const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(time_zone)));
  return *zone != icu::TimeZone::getUnknown();
}

WallTime wall_time(Instant instant, const std::string& time_zone) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(time_zone)));
  std::int32_t raw = 0;
  std::int32_t summer = 0;
  zone->getOffset(static_cast<double>(std::chrono::floor<std::chrono::milliseconds>(instant.time_since_epoch()).count()), 0, raw, summer, error);
  const auto local = std::chrono::floor<std::chrono::minutes>(instant + std::chrono::milliseconds{raw + summer});
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{midnight};
  const auto minutes = static_cast<int>((local - midnight).count());
  return {int{date.year()},
          static_cast<int>(unsigned{date.month()}),
          static_cast<int>(unsigned{date.day()}),
          static_cast<int>(std::chrono::weekday{midnight}.c_encoding()),
          minutes / 60,
          minutes % 60};
}

Instant start_of_day(Instant instant, const std::string& time_zone) {
  const WallTime time = wall_time(instant, time_zone);
  return std::chrono::floor<std::chrono::minutes>(instant) - std::chrono::minutes{time.hour * 60 + time.minute};
}

std::string_view month_name(int month, std::string_view language) {
  const auto place = static_cast<std::size_t>(month - 1);
  return language == "hi" ? kMonthsHindi.at(place) : kMonthsEnglish.at(place);
}

std::string spoken_time(Instant instant, const std::string& time_zone, std::string_view language) {
  const WallTime time = wall_time(instant, time_zone);
  const auto weekday = static_cast<std::size_t>(time.weekday);
  const std::string month(month_name(time.month, language));
  const std::string day = " " + std::to_string(time.day) + " ";
  if (language == "hi") return kDaysHindi[weekday] + day + month + ", " + part_of_day(time.hour) + " " + twelve_hour(time) + " बजे";
  return kDaysEnglish[weekday] + day + month + ", " + twelve_hour(time) + (time.hour < 12 ? " am" : " pm");
}

std::string spoken_duration(std::chrono::microseconds duration, std::string_view language) {
  const bool is_hindi = language == "hi";
  const std::int64_t minutes = std::chrono::floor<std::chrono::minutes>(duration).count();
  const std::int64_t days = minutes / 1'440;
  const std::int64_t hours = minutes % 1'440 / 60;
  if (minutes < 1) return is_hindi ? "एक मिनट से कम" : "less than a minute";
  std::string spoken;
  if (days > 0) spoken = counted(days, "day", "days", "दिन", is_hindi);
  if (hours > 0) spoken += (spoken.empty() ? "" : " ") + counted(hours, "hour", "hours", "घंटे", is_hindi);
  if (days == 0 && minutes % 60 > 0) spoken += (spoken.empty() ? "" : " ") + counted(minutes % 60, "minute", "minutes", "मिनट", is_hindi);
  return spoken;
}

}  // namespace seva::domain
