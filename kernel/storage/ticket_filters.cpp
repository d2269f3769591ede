#include "storage/ticket_filters.hpp"

#include <algorithm>

#include "storage/row_codec.hpp"

namespace seva::storage {
namespace {

using actions::ClockGroup;
using actions::TicketQuery;

constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();

bool wants(const TicketQuery& query, bool is_open) {
  if (is_open && query.is_unverified) return false;
  if (!is_open && query.only_open) return false;
  const auto is_so = [&](domain::Status status) { return (status != domain::Status::closed) == is_open; };
  const auto is_there = [&](ClockGroup group) { return (group != ClockGroup::closed) == is_open; };
  return (query.statuses.empty() || std::any_of(query.statuses.begin(), query.statuses.end(), is_so)) &&
         (query.groups.empty() || std::any_of(query.groups.begin(), query.groups.end(), is_there));
}

/// The same stretch in the lane of emergencies and beside it.
void add_lanes(std::vector<DueRange>& ranges, std::int64_t first, std::int64_t end) {
  ranges.push_back({first == 0 ? kFirst : first - kEmergencyLane, end == kNeverDue ? -1 : end - 1 - kEmergencyLane});
  ranges.push_back({first, end - 1});
}

template <class Members>
void add_list(std::vector<Filter>& filters, std::string_view column, const Members& members) {
  if (members.empty()) return;
  Filter filter{column, {}};
  for (const auto& member : members) filter.one_of.push_back(to_value(member));
  filters.push_back(std::move(filter));
}

}  // namespace

std::vector<std::int64_t> wanted_openness(const TicketQuery& query) {
  std::vector<std::int64_t> openness;
  for (const bool is_open : {false, true})
    if (wants(query, is_open)) openness.push_back(is_open ? 1 : 0);
  return openness;
}

std::optional<std::set<std::string_view>> wanted_units(const TicketQuery& query) {
  if (query.unit.empty()) {
    if (query.scope.is_everything) return std::nullopt;
    return std::set<std::string_view>(query.scope.units.begin(), query.scope.units.end());
  }
  const bool is_within =
      query.scope.is_everything || std::find(query.scope.units.begin(), query.scope.units.end(), query.unit) != query.scope.units.end();
  return is_within ? std::set<std::string_view>{query.unit} : std::set<std::string_view>{};
}

std::vector<DueRange> wanted_ranges(const TicketQuery& query, bool is_open) {
  if (query.groups.empty() || !is_open) return {{kFirst, kNeverDue}};
  const std::int64_t now = domain::to_micros(query.now);
  const std::int64_t day_end = std::max(now, domain::to_micros(query.day_end));
  std::vector<DueRange> ranges;
  for (const ClockGroup group : std::set<ClockGroup>(query.groups.begin(), query.groups.end())) {
    if (group == ClockGroup::over) add_lanes(ranges, 0, now);
    if (group == ClockGroup::today) add_lanes(ranges, now, day_end);
    if (group == ClockGroup::later) add_lanes(ranges, day_end, kNeverDue);
    if (group == ClockGroup::stopped) ranges.push_back({kNeverDue, kNeverDue});
  }
  return ranges;
}

std::vector<Filter> column_filters(const TicketQuery& query) {
  std::vector<Filter> filters;
  add_list(filters, "status", query.statuses);
  add_list(filters, "category", query.categories);
  add_list(filters, "channel", query.channels);
  add_list(filters, "priority", query.priorities);
  if (!query.department.empty()) filters.push_back({"department", std::string_view(query.department)});
  if (query.assignee) filters.push_back({"assignee", to_value(*query.assignee)});
  if (query.needs_attention) filters.push_back({"needs_attention", std::int64_t{1}});
  if (query.is_unverified) filters.push_back({"verified_at", Value{}});
  if (query.is_reopened) filters.push_back({"reopened_count", std::int64_t{0}, " > "});
  if (query.opened_from) filters.push_back({"opened_at", to_value(*query.opened_from), " >= "});
  if (query.opened_before) filters.push_back({"opened_at", to_value(*query.opened_before), " < "});
  return filters;
}

}  // namespace seva::storage
