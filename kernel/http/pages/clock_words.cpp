#include "http/pages/clock_words.hpp"

#include <algorithm>

#include "domain/spoken_time.hpp"

namespace seva::http {
namespace {

constexpr double kSoon = 0.8;

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::chrono::sys_days day_of(const domain::WallTime& time) {
  return std::chrono::year_month_day{std::chrono::year{time.year}, std::chrono::month{static_cast<unsigned>(time.month)},
                                     std::chrono::day{static_cast<unsigned>(time.day)}};
}

const std::string& month_word(const domain::WallTime& time, const Words& words) { return words("month_short." + std::to_string(time.month)); }

}  // namespace

std::string clock_time(domain::Instant instant, const std::string& time_zone) {
  const auto time = domain::wall_time(instant, time_zone);
  return two_digits(time.hour) + ":" + two_digits(time.minute);
}

std::string desk_time(domain::Instant instant, domain::Instant now, const std::string& time_zone, const Words& words) {
  const auto time = domain::wall_time(instant, time_zone);
  const auto days = (day_of(time) - day_of(domain::wall_time(now, time_zone))).count();
  const std::string clock = " " + two_digits(time.hour) + ":" + two_digits(time.minute);
  if (days == 0) return words("today") + clock;
  if (days == 1) return words("tomorrow") + clock;
  if (days == -1) return words("yesterday") + clock;
  return std::to_string(time.day) + " " + month_word(time, words) + clock;
}

std::string desk_date(domain::Instant instant, const std::string& time_zone, const Words& words) {
  const auto time = domain::wall_time(instant, time_zone);
  return words("weekday_short." + std::to_string(time.weekday)) + " " + std::to_string(time.day) + " " + month_word(time, words) + " " +
         std::to_string(time.year);
}

std::string short_duration(std::chrono::microseconds duration, const Words& words) {
  const std::int64_t minutes = std::max<std::int64_t>(std::chrono::floor<std::chrono::minutes>(duration).count(), 0);
  const auto said = [&](std::int64_t count, std::string_view unit) { return std::to_string(count) + " " + words(unit); };
  if (minutes >= 1'440) {
    const std::int64_t hours = minutes % 1'440 / 60;
    return said(minutes / 1'440, "unit_day") + (hours > 0 ? " " + said(hours, "unit_hour") : "");
  }
  if (minutes >= 60) return said(minutes / 60, "unit_hour") + (minutes % 60 > 0 ? " " + said(minutes % 60, "unit_minute") : "");
  return said(minutes, "unit_minute");
}

bool is_same_day(domain::Instant left, domain::Instant right, const std::string& time_zone) {
  return day_of(domain::wall_time(left, time_zone)) == day_of(domain::wall_time(right, time_zone));
}

ClockState clock_state(const domain::Ticket& ticket, domain::Instant now, const std::string& time_zone, const Words& words) {
  if (ticket.status == domain::Status::closed)
    return {"ended", ticket.closed_at ? desk_time(*ticket.closed_at, now, time_zone, words) : std::string{}, words("clock.ended"), 1};
  const auto due = domain::next_due(ticket);
  if (!due) return {"stopped", {}, words("clock.stopped"), 0};
  const auto whole = std::max<double>(static_cast<double>((*due - ticket.opened_at).count()), 1);
  const double used = static_cast<double>((now - ticket.opened_at).count()) / whole;
  const std::string absolute = desk_time(*due, now, time_zone, words);
  if (now > *due) return {"over", absolute, words.filled("clock.over", {short_duration(now - *due, words)}), 1};
  return {used >= kSoon ? "soon" : "on_track", absolute, words.filled("clock.left", {short_duration(*due - now, words)}), std::max(used, 0.0)};
}

PageData status_data(domain::Status status, const Words& words) {
  const std::string name(domain::name_of(status));
  PageData data;
  data.set("name", name);
  data.set("word", words("status." + name));
  return data;
}

}  // namespace seva::http
