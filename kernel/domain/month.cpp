#include "domain/month.hpp"

#include "domain/spoken_time.hpp"

namespace seva::domain {

std::optional<Month> month_from(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  for (const std::size_t place : {0, 1, 2, 3, 5, 6})
    if (text[place] < '0' || text[place] > '9') return std::nullopt;
  const Month month{std::stoi(std::string(text.substr(0, 4))), std::stoi(std::string(text.substr(5)))};
  if (month.number < 1 || month.number > 12) return std::nullopt;
  return month;
}

std::string written_month(Month month) {
  const std::string year = std::to_string(month.year);
  return std::string(year.size() < 4 ? 4 - year.size() : 0, '0') + year + (month.number < 10 ? "-0" : "-") + std::to_string(month.number);
}

std::string spoken_month(Month month, std::string_view language) {
  return std::string(month_name(month.number, language)) + " " + std::to_string(month.year);
}

Month later_by(Month month, int months) {
  const std::chrono::year_month later = std::chrono::year{month.year} / month.number + std::chrono::months{months};
  return {int{later.year()}, static_cast<int>(unsigned{later.month()})};
}

Month month_of(Instant instant, const std::string& time_zone) {
  const WallTime time = wall_time(instant, time_zone);
  return {time.year, time.month};
}

Instant start_of_month(Month month, const std::string& time_zone) {
  const std::chrono::sys_days first = std::chrono::year{month.year} / month.number / 1;
  Instant noon = first + std::chrono::hours{12};
  if (wall_time(noon, time_zone).day != 1) noon -= std::chrono::hours{24};  // far in the east the second has begun
  return start_of_day(noon, time_zone);
}

}  // namespace seva::domain
