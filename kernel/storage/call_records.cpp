#include "storage/call_records.hpp"

#include <algorithm>
#include <set>

#include "storage/call_codec.hpp"
#include "storage/key_list.hpp"
#include "storage/queue_keys.hpp"
#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

using actions::CallQuery;
using domain::CallSession;

constexpr std::int64_t kYes = 1;
constexpr std::size_t kMostCalls = 200;

const Select kFindCall = select("find a call", kCallColumns, "FROM calls WHERE id = :id");
constexpr KeyedSelect kCallsByIds{"find calls", kCallColumns, "FROM calls WHERE id IN", ""};
constexpr KeyedSelect kByCallIds{"find calls by the channel's ids", kCallColumns, "FROM calls WHERE channel = :channel AND call_id IN", ""};
constexpr KeyedSelect kArchivedCalls{"find archived calls", "source_id",
                                     "FROM archived_sources WHERE channel = :channel AND revision = 0 AND source_id IN", ""};
constexpr KeyedSelect kOwedTo{"find calls that are owed", kCallColumns, "FROM calls WHERE channel = :channel AND is_owed = 1 AND caller_number IN",
                              ""};
const Select kLive = select("find live calls", kCallColumns, "FROM calls WHERE channel = :channel AND is_live = 1 ORDER BY id DESC LIMIT :most");

const Select kOfCaller =
    select("find a caller's calls", kCallColumns,
           "FROM calls WHERE channel = :channel AND caller_number = :number AND started_at >= :since ORDER BY id DESC LIMIT :most");
const Select kDismissal =
    select("find out why a call was dismissed", "call_number, kind, words, user_id, at", "FROM call_dismissals WHERE call_number = :call_number");

std::vector<Value> distinct_but_empty(std::span<const std::string> keys) {
  const std::set<std::string_view> views(keys.begin(), keys.end());
  std::vector<Value> values = key_values(views);
  std::erase(values, to_value(std::string_view{}));
  return values;
}

/// Which of the unit's indexes serves: the calls that are live or owed, by when they began to be, or all of them, newest first.
Queue queue_of(const CallQuery& query) {
  Queue queue;
  queue.name = "list calls";
  queue.table = "calls";
  const bool is_by_unit = !query.scope.is_everything || !query.unit.empty();
  std::vector<Value> rest;
  switch (query.which) {
    case CallQuery::Which::live:
      queue.due = "started_at";
      queue.index = is_by_unit ? "calls_by_unit_live" : "calls_by_live";
      queue.prefix = {"is_live"};
      rest = {kYes};
      break;
    case CallQuery::Which::owed:
      queue.due = "owed_order";
      queue.index = is_by_unit ? "calls_by_unit_owed" : "calls_by_owed";
      queue.prefix = {"is_owed"};
      rest = {kYes};
      break;
    case CallQuery::Which::all:
      queue.due = "started_at";
      queue.order = QueueOrder::newest;
      queue.index = is_by_unit ? "calls_by_unit" : "";
      break;
  }
  if (!is_by_unit) {
    queue.stretches = {rest};
    return queue;
  }
  queue.prefix.insert(queue.prefix.begin(), "unit");
  std::set<std::string_view> units(query.scope.units.begin(), query.scope.units.end());
  if (!query.unit.empty()) {
    const bool is_within = query.scope.is_everything || units.contains(query.unit);
    units = is_within ? std::set<std::string_view>{query.unit} : std::set<std::string_view>{};
  }
  for (const std::string_view unit : units) {
    std::vector<Value>& stretch = queue.stretches.emplace_back();
    stretch.emplace_back(unit);
    stretch.insert(stretch.end(), rest.begin(), rest.end());
  }
  return queue;
}

std::vector<CallSession> read_by_keys(RepositorySession& session, const KeyedSelect& select, const std::string& channel,
                                      const std::vector<Value>& keys) {
  std::vector<CallSession> calls;
  if (keys.empty()) return calls;
  select_by_keys(session, select, {channel}, keys, [&](Row& row) { calls.push_back(read_call(row)); });
  return calls;
}

}  // namespace

std::optional<CallSession> SociCallRecords::find(domain::CallId id) {
  std::optional<CallSession> call;
  session_.select(kFindCall, {to_value(id)}, [&](Row& row) { call = read_call(row); });
  return call;
}

std::vector<CallSession> SociCallRecords::by_call_ids(const std::string& channel, std::span<const std::string> call_ids) {
  return read_by_keys(session_, kByCallIds, channel, distinct_but_empty(call_ids));
}

std::vector<std::string> SociCallRecords::archived(const std::string& channel, std::span<const std::string> call_ids) {
  std::vector<std::string> archived;
  select_by_keys(session_, kArchivedCalls, {channel}, distinct_but_empty(call_ids), [&](Row& row) { archived.push_back(row.text()); });
  return archived;
}

std::vector<CallSession> SociCallRecords::owed_to(const std::string& channel, std::span<const std::string> numbers) {
  return read_by_keys(session_, kOwedTo, channel, distinct_but_empty(numbers));
}

std::vector<CallSession> SociCallRecords::live(const std::string& channel, std::size_t limit) {
  std::vector<CallSession> calls;
  session_.select(kLive, {channel, to_value(limit)}, [&](Row& row) { calls.push_back(read_call(row)); });
  return calls;
}

std::vector<CallSession> SociCallRecords::of_caller(const std::string& channel, const std::string& number, domain::Instant since, std::size_t limit) {
  std::vector<CallSession> calls;
  if (number.empty()) return calls;
  session_.select(kOfCaller, {channel, number, to_value(since), to_value(limit)}, [&](Row& row) { calls.push_back(read_call(row)); });
  return calls;
}

std::optional<domain::CallDismissal> SociCallRecords::dismissal(domain::CallId call) {
  std::optional<domain::CallDismissal> found;
  session_.select(kDismissal, {to_value(call)}, [&](Row& row) {
    found.emplace();
    found->call = row.id<domain::CallId>();
    found->kind = row.one_of(kLastDismissalKind);
    found->text = row.text();
    found->by = row.id<domain::UserId>();
    found->at = row.instant();
  });
  return found;
}

std::vector<actions::CallRow> SociCallRecords::list(const CallQuery& query) {
  std::optional<QueueKey> after;
  if (query.after) after = QueueKey{query.after->due, query.after->id.value};
  const auto keys = first_keys(session_, queue_of(query), after, std::clamp<std::size_t>(query.limit, 1, kMostCalls));
  std::vector<std::int64_t> ids;
  for (const QueueKey& key : keys) ids.push_back(key.id);
  std::unordered_map<std::int64_t, CallSession> found;
  select_by_keys(session_, kCallsByIds, {}, key_values(ids), [&](Row& row) {
    CallSession call = read_call(row);
    found.emplace(call.id.value, std::move(call));
  });
  std::vector<actions::CallRow> rows;
  for (const QueueKey& key : keys) rows.push_back({std::move(found.at(key.id)), key.due});
  return rows;
}

}  // namespace seva::storage
