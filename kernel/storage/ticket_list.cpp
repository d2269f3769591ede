#include "storage/ticket_list.hpp"

#include <algorithm>
#include <set>

#include "storage/queue_keys.hpp"

namespace seva::storage {
namespace {

using actions::TicketQuery;

constexpr std::size_t kMostRows = 200;

const Select kOfCitizen =
    select("list a citizen's tickets", "due, id, unit, is_open, status, department, category", "FROM tickets WHERE citizen = :citizen");

/// Which values of is_open the query wants; none where it contradicts itself.
std::vector<std::int64_t> wanted_openness(const TicketQuery& query) {
  if (query.status == domain::Status::closed) return query.only_open ? std::vector<std::int64_t>{} : std::vector<std::int64_t>{0};
  if (query.status || query.only_open) return {1};
  return {0, 1};
}

/// The units to look at; nullopt: all of them.
std::optional<std::set<std::string_view>> wanted_units(const TicketQuery& query) {
  if (query.unit.empty()) {
    if (query.scope.is_everything) return std::nullopt;
    return std::set<std::string_view>(query.scope.units.begin(), query.scope.units.end());
  }
  const bool is_within =
      query.scope.is_everything || std::find(query.scope.units.begin(), query.scope.units.end(), query.unit) != query.scope.units.end();
  return is_within ? std::set<std::string_view>{query.unit} : std::set<std::string_view>{};
}

/// One stretch for each pair of the two columns' values.
void stretch_over(Queue& queue, const std::vector<Value>& firsts, const std::vector<std::int64_t>& openness) {
  for (const Value& first : firsts)
    for (const std::int64_t is_open : openness) queue.stretches.push_back({first, is_open});
}

Queue queue_of(const TicketQuery& query, const std::optional<std::set<std::string_view>>& units) {
  Queue queue;
  queue.name = "list tickets";
  queue.table = "tickets";
  queue.due = "due";
  queue.order = query.order == actions::TicketOrder::due ? QueueOrder::due : QueueOrder::newest;
  const auto openness = wanted_openness(query);
  std::vector<Value> firsts;
  if (units) {
    queue.prefix = {"unit"};
    queue.index = queue.order == QueueOrder::due ? "tickets_by_unit_due" : "tickets_by_unit";
    firsts.assign(units->begin(), units->end());
  } else if (!query.department.empty()) {
    queue.prefix = {"department"};
    queue.index = queue.order == QueueOrder::due ? "tickets_by_department_due" : "tickets_by_department";
    firsts = {std::string_view(query.department)};
  } else {
    queue.index = queue.order == QueueOrder::due ? "tickets_by_due" : "";
  }
  if (queue.order == QueueOrder::newest) {
    for (const Value& first : firsts) queue.stretches.push_back({first});
    if (queue.prefix.empty()) queue.stretches.emplace_back();
    if (openness.size() == 1) queue.filters.push_back({"is_open", openness.front()});
  } else {
    if (queue.prefix.empty())
      for (const std::int64_t is_open : openness) queue.stretches.push_back({is_open});
    else
      stretch_over(queue, firsts, openness);
    queue.prefix.push_back("is_open");
  }
  if (query.status && query.status != domain::Status::closed) queue.filters.push_back({"status", to_value(*query.status)});
  if (units && !query.department.empty()) queue.filters.push_back({"department", std::string_view(query.department)});
  if (!query.category.empty()) queue.filters.push_back({"category", std::string_view(query.category)});
  return queue;
}

bool comes_before(const QueueKey& left, const QueueKey& right, actions::TicketOrder order) {
  if (order == actions::TicketOrder::newest) return left.id > right.id;
  return left.due != right.due ? left.due < right.due : left.id < right.id;
}

/// One person's tickets are few: all are looked at.
std::vector<QueueKey> keys_of_citizen(RepositorySession& session, const TicketQuery& query, const std::optional<std::set<std::string_view>>& units,
                                      const std::optional<QueueKey>& after, std::size_t limit) {
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
    if (query.status && status != static_cast<std::int64_t>(*query.status)) return;
    if (!query.department.empty() && department != query.department) return;
    if (!query.category.empty() && category != query.category) return;
    if (!after || comes_before(*after, key, query.order)) keys.push_back(key);
  });
  std::sort(keys.begin(), keys.end(), [&](const QueueKey& left, const QueueKey& right) { return comes_before(left, right, query.order); });
  if (keys.size() > limit) keys.resize(limit);
  return keys;
}

}  // namespace

std::vector<domain::TicketId> listed_tickets(RepositorySession& session, const TicketQuery& query) {
  const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, kMostRows);
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
