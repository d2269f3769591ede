#include <algorithm>

#include "storage/key_list.hpp"
#include "storage/row_codec.hpp"
#include "storage/stored_numbers.hpp"
#include "storage/ticket_filters.hpp"
#include "storage/ticket_list.hpp"

namespace seva::storage {
namespace {

using actions::ClockCounts;
using actions::ClockGroup;
using actions::TicketQuery;
using Units = std::optional<std::set<std::string_view>>;

const Select kAllClosed{"count what is closed", "SELECT COALESCE(SUM(tickets), 0) FROM unit_counts WHERE status = 4", 1};
constexpr KeyedSelect kClosed{"count what is closed in units", "COALESCE(SUM(tickets), 0)", "FROM unit_counts WHERE status = 4 AND unit IN", ""};

bool wants(const TicketQuery& query, ClockGroup group) {
  return query.groups.empty() || std::find(query.groups.begin(), query.groups.end(), group) != query.groups.end();
}

std::string_view index_of(const TicketQuery& query, const Units& units) {
  if (query.assignee && *query.assignee) return "tickets_by_assignee";
  if (query.is_unverified) return "tickets_by_check";
  if (units) return query.needs_attention ? "tickets_by_attention" : "tickets_by_unit_due";
  return query.department.empty() ? "tickets_by_due" : "tickets_by_department_due";
}

/// Counts by what `column` says of each row.
void count(RepositorySession& session, const TicketQuery& query, const Units& units, bool is_open, const std::string& column,
           const std::vector<Value>& leading, const std::function<void(std::int64_t, std::int64_t)>& take) {
  std::vector<Value> values = leading;
  std::string before = "FROM tickets " + by_index(session.dialect(), index_of(query, units)) + " WHERE is_open = " + (is_open ? "1" : "0");
  for (const Filter& filter : column_filters(query)) append_condition(filter, before, values);
  const std::string columns = column + " AS clock_group, COUNT(*)";
  const auto take_row = [&](Row& row) {
    const std::int64_t group = row.number();
    take(group, row.number());
  };
  if (units)
    select_by_keys(session, {"count tickets in units", columns, before + " AND unit IN", "GROUP BY clock_group"}, values, key_values(*units),
                   take_row);
  else
    session.select(select("count tickets", columns, before + " GROUP BY clock_group"), values, take_row);
}

void count_open(RepositorySession& session, const TicketQuery& query, const Units& units, ClockCounts& counts) {
  const std::int64_t now = domain::to_micros(query.now);
  const std::int64_t day_end = std::max(now, domain::to_micros(query.day_end));
  // Emergencies lie a lane before their due time.
  const std::string due = "CASE WHEN due < 0 THEN due + 4611686018427387904 ELSE due END";
  const std::string group = "CASE WHEN due = :never THEN 4 WHEN " + due + " < :now THEN 1 WHEN " + due + " < :day_end THEN 2 ELSE 3 END";
  count(session, query, units, true, group, {kNeverDue, now, day_end}, [&](std::int64_t found, std::int64_t tickets) {
    if (found == 1 && wants(query, ClockGroup::over)) counts.over += tickets;
    if (found == 2 && wants(query, ClockGroup::today)) counts.today += tickets;
    if (found == 3 && wants(query, ClockGroup::later)) counts.later += tickets;
    if (found == 4 && wants(query, ClockGroup::stopped)) counts.stopped += tickets;
  });
}

void count_closed(RepositorySession& session, const TicketQuery& query, const Units& units, ClockCounts& counts) {
  TicketQuery others = query;
  others.statuses.clear();
  const bool is_rolled_up = column_filters(others).empty();
  const auto add = [&](Row& row) { counts.closed += row.number(); };
  if (is_rolled_up && units)
    select_by_keys(session, kClosed, {}, key_values(*units), add);
  else if (is_rolled_up)
    session.select(kAllClosed, {}, add);
  else
    count(session, query, units, false, "0", {}, [&](std::int64_t, std::int64_t tickets) { counts.closed += tickets; });
}

}  // namespace

ClockCounts counted_tickets(RepositorySession& session, const TicketQuery& query) {
  ClockCounts counts;
  const auto units = wanted_units(query);
  if (units && units->empty()) return counts;
  for (const std::int64_t is_open : wanted_openness(query)) {
    if (is_open == 1)
      count_open(session, query, units, counts);
    else
      count_closed(session, query, units, counts);
  }
  return counts;
}

}  // namespace seva::storage
