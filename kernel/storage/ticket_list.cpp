#include "storage/ticket_list.hpp"

#include <algorithm>
#include <set>

#include "storage/queue_keys.hpp"
#include "storage/row_codec.hpp"
#include "storage/ticket_filters.hpp"

namespace seva::storage {
namespace {

using actions::TicketQuery;

constexpr std::size_t kMostTickets = 200;

const Select kOfCitizen =
    select("list a citizen's tickets", "due, id, unit, is_open, status, department, category", "FROM tickets WHERE citizen = :citizen");

using Units = std::optional<std::set<std::string_view>>;

/// Which index leads to the tickets, and what of it is fixed.
struct Lead {
  std::string_view index;
  std::vector<std::string_view> prefix;
  std::vector<std::vector<Value>> stretches;
};

/// One stretch for each pair of the values.
std::vector<std::vector<Value>> pairs(const std::vector<Value>& firsts, const std::vector<std::int64_t>& seconds) {
  std::vector<std::vector<Value>> stretches;
  for (const Value& first : firsts)
    for (const std::int64_t second : seconds) stretches.push_back({first, second});
  return stretches;
}

Lead lead_by_due(const TicketQuery& query, const Units& units) {
  const auto openness = wanted_openness(query);
  if (query.assignee && *query.assignee) return {"tickets_by_assignee", {"assignee", "is_open"}, pairs({to_value(*query.assignee)}, openness)};
  Lead lead;
  if (units && (query.is_unverified || query.needs_attention)) {
    lead.index = query.is_unverified ? "tickets_by_check" : "tickets_by_attention";
    if (query.is_unverified) lead.prefix = {"verified_at", "is_open", "unit"};
    if (!query.is_unverified) lead.prefix = {"needs_attention", "unit", "is_open"};
    for (const std::string_view unit : *units) {
      if (query.is_unverified) lead.stretches.push_back({Value{}, std::int64_t{0}, unit});
      if (!query.is_unverified)
        for (const std::int64_t is_open : openness) lead.stretches.push_back({std::int64_t{1}, unit, is_open});
    }
    return lead;
  }
  if (units) return {"tickets_by_unit_due", {"unit", "is_open"}, pairs({units->begin(), units->end()}, openness)};
  if (!query.department.empty())
    return {"tickets_by_department_due", {"department", "is_open"}, pairs({std::string_view(query.department)}, openness)};
  lead = {"tickets_by_due", {"is_open"}, {}};
  for (const std::int64_t is_open : openness) lead.stretches.push_back({is_open});
  return lead;
}

Lead lead_by_age(const TicketQuery& query, const Units& units) {
  if (units) {
    Lead lead{"tickets_by_unit", {"unit"}, {}};
    for (const std::string_view unit : *units) lead.stretches.push_back({unit});
    return lead;
  }
  if (!query.department.empty()) return {"tickets_by_department", {"department"}, {{std::string_view(query.department)}}};
  return {"", {}, {{}}};
}

/// A stretch once for each range of due that is wanted of it.
void cut(Queue& queue, const TicketQuery& query) {
  if (query.groups.empty()) return;
  const auto open_place = static_cast<std::size_t>(std::find(queue.prefix.begin(), queue.prefix.end(), "is_open") - queue.prefix.begin());
  std::vector<std::vector<Value>> stretches;
  for (const auto& stretch : queue.stretches)
    for (const DueRange& range : wanted_ranges(query, std::get<std::int64_t>(stretch[open_place]) == 1)) {
      stretches.push_back(stretch);
      queue.ranges.push_back(range);
    }
  queue.stretches = std::move(stretches);
}

Queue queue_of(const TicketQuery& query, const Units& units) {
  Queue queue;
  queue.name = "list tickets";
  queue.table = "tickets";
  queue.due = "due";
  queue.order = query.order == actions::TicketOrder::due ? QueueOrder::due : QueueOrder::newest;
  Lead lead = queue.order == QueueOrder::due ? lead_by_due(query, units) : lead_by_age(query, units);
  const bool is_by_person = lead.index == "tickets_by_assignee";
  queue.index = lead.index;
  queue.prefix = std::move(lead.prefix);
  queue.stretches = std::move(lead.stretches);
  queue.filters = column_filters(query);
  if (units && !units->empty() && is_by_person) queue.filters.push_back({"unit", {}, {}, {units->begin(), units->end()}});
  if (queue.order == QueueOrder::due) {
    cut(queue, query);
  } else {
    if (const auto openness = wanted_openness(query); openness.size() == 1) queue.filters.push_back({"is_open", openness.front()});
    if (query.groups.size() == 1 && query.groups.front() == actions::ClockGroup::stopped) queue.filters.push_back({"due", kNeverDue});
  }
  if (units && units->empty()) queue.stretches.clear();
  return queue;
}

bool comes_before(const QueueKey& left, const QueueKey& right, actions::TicketOrder order) {
  if (order == actions::TicketOrder::newest) return left.id > right.id;
  return left.due != right.due ? left.due < right.due : left.id < right.id;
}

/// One person's tickets are few: all are looked at.
std::vector<QueueKey> keys_of_citizen(RepositorySession& session, const TicketQuery& query, const Units& units, const std::optional<QueueKey>& after,
                                      std::size_t limit) {
  const auto openness = wanted_openness(query);
  std::vector<QueueKey> keys;
  session.select(kOfCitizen, {to_value(query.citizen)}, [&](Row& row) {
    QueueKey key;
    key.due = row.number();
    key.id = row.number();
    const std::string_view unit = row.view();
    const std::int64_t is_open = row.number();
    const std::int64_t status = row.number();
    const std::string_view department = row.view();
    const std::string_view category = row.view();
    if (units && !units->contains(unit)) return;
    if (std::find(openness.begin(), openness.end(), is_open) == openness.end()) return;
    const auto is_wanted = [&](domain::Status wanted) { return status == static_cast<std::int64_t>(wanted); };
    if (!query.statuses.empty() && std::none_of(query.statuses.begin(), query.statuses.end(), is_wanted)) return;
    if (!query.department.empty() && department != query.department) return;
    if (!query.categories.empty() && std::find(query.categories.begin(), query.categories.end(), category) == query.categories.end()) return;
    if (!after || comes_before(*after, key, query.order)) keys.push_back(key);
  });
  std::sort(keys.begin(), keys.end(), [&](const QueueKey& left, const QueueKey& right) { return comes_before(left, right, query.order); });
  if (keys.size() > limit) keys.resize(limit);
  return keys;
}

}  // namespace

std::vector<domain::TicketId> listed_tickets(RepositorySession& session, const TicketQuery& query) {
  const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, kMostTickets);
  const auto units = wanted_units(query);
  std::optional<QueueKey> after;
  if (query.after) after = QueueKey{query.after->due, query.after->id.value};
  if (wanted_openness(query).empty()) return {};
  const auto keys = query.citizen ? keys_of_citizen(session, query, units, after, limit) : first_keys(session, queue_of(query, units), after, limit);
  std::vector<domain::TicketId> ids;
  ids.reserve(keys.size());
  for (const QueueKey& key : keys) ids.push_back({key.id});
  return ids;
}

}  // namespace seva::storage
