#include "actions/ticket_filter.hpp"

#include <algorithm>
#include <charconv>

#include "domain/spoken_time.hpp"

namespace seva::actions {
namespace {

using domain::Instant;

template <class Members, class Value>
bool has(const Members& members, const Value& value) {
  return std::find(members.begin(), members.end(), value) != members.end();
}

template <class Members, class Value>
bool allows(const Members& members, const Value& value) {
  return members.empty() || has(members, value);
}

domain::Problem unknown(const char* what, const char* where) {
  return domain::invalid("filter_unknown", std::string("There is no such ") + what + ".", where, "Choose one from the list.");
}

Instant local_midnight(std::chrono::sys_days day, const std::string& time_zone) {
  Instant guess = day;
  for (int round = 0; round < 2; ++round) {
    const domain::WallTime wall = domain::wall_time(guess, time_zone);
    const Instant shown = std::chrono::sys_days{std::chrono::year{wall.year} / wall.month / wall.day} + std::chrono::hours{wall.hour} +
                          std::chrono::minutes{wall.minute};
    guess += Instant{day} - shown;
  }
  return guess;
}

std::optional<std::chrono::sys_days> day_of(const std::string& day) {
  constexpr std::size_t kLength = 10;
  int year = 0;
  unsigned month = 0;
  unsigned date = 0;
  const char* text = day.data();
  const auto read = [](const char* first, const char* last, auto& value) {
    const auto [end, error] = std::from_chars(first, last, value);
    return error == std::errc{} && end == last;
  };
  if (day.size() != kLength || day[4] != '-' || day[7] != '-') return std::nullopt;
  if (!read(text, text + 4, year) || !read(text + 5, text + 7, month) || !read(text + 8, text + 10, date)) return std::nullopt;
  const std::chrono::year_month_day found{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{date}};
  return found.ok() && year >= 1970 ? std::optional(std::chrono::sys_days{found}) : std::nullopt;
}

}  // namespace

domain::Result<void> check_filter(const TicketFilter& filter, const domain::Instance& instance) {
  if (!filter.unit.empty() && instance.units.find(filter.unit) == nullptr) return unknown("unit", "unit");
  if (!filter.within.empty() && instance.units.find(filter.within) == nullptr) return unknown("unit", "within");
  for (const std::string& category : filter.categories)
    if (instance.category(category) == nullptr) return unknown("category", "category");
  for (const std::string& channel : filter.channels)
    if (instance.channel(channel) == nullptr) return unknown("channel", "channel");
  if (!filter.department.empty() && instance.department(filter.department) == nullptr) return unknown("department", "department");
  if (!filter.opened_from.empty() && !day_of(filter.opened_from)) return unknown("day", "opened_from");
  if (!filter.opened_to.empty() && !day_of(filter.opened_to)) return unknown("day", "opened_to");
  return {};
}

std::optional<Instant> day_start(const std::string& day, const std::string& time_zone) {
  const auto found = day_of(day);
  return found ? std::optional(local_midnight(*found, time_zone)) : std::nullopt;
}

Instant day_end(Instant now, const std::string& time_zone) {
  const domain::WallTime wall = domain::wall_time(now, time_zone);
  return local_midnight(std::chrono::sys_days{std::chrono::year{wall.year} / wall.month / wall.day} + std::chrono::days{1}, time_zone);
}

ClockGroup clock_group(const domain::Ticket& ticket, Instant now, Instant day_ends) {
  if (ticket.status == domain::Status::closed) return ClockGroup::closed;
  const auto due = domain::next_due(ticket);
  if (!due) return ClockGroup::stopped;
  return *due < now ? ClockGroup::over : *due < day_ends ? ClockGroup::today : ClockGroup::later;
}

bool matches(const domain::Ticket& ticket, const TicketQuery& query) {
  const bool is_open = ticket.status != domain::Status::closed;
  return (query.scope.is_everything || has(query.scope.units, ticket.unit)) && (query.unit.empty() || ticket.unit == query.unit) &&
         allows(query.statuses, ticket.status) && (is_open || !query.only_open) &&
         (query.department.empty() || ticket.department == query.department) && allows(query.categories, ticket.category) &&
         allows(query.channels, ticket.channel) && allows(query.priorities, ticket.priority) &&
         (!query.assignee || ticket.assignee == *query.assignee) && (!query.needs_attention || ticket.needs_attention) &&
         (!query.is_unverified || (!is_open && !ticket.verified_at)) && (!query.is_reopened || ticket.reopened_count > 0) &&
         (!query.opened_from || ticket.opened_at >= *query.opened_from) && (!query.opened_before || ticket.opened_at < *query.opened_before) &&
         (query.groups.empty() || has(query.groups, clock_group(ticket, query.now, query.day_end))) &&
         (!query.citizen || ticket.citizen == query.citizen);
}

}  // namespace seva::actions
