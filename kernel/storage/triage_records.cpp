#include "storage/triage_records.hpp"

#include <set>

#include "storage/key_list.hpp"
#include "storage/queue_keys.hpp"
#include "storage/row_codec.hpp"

namespace seva::storage {
namespace {

constexpr std::int64_t kOpen = 1;
constexpr std::size_t kMostItems = 200;

const Select kFindItem = select("find a triage item", kTriageColumns, "FROM triage_items WHERE id = :id");
const Select kWaiting = select("list triage items by question", kTriageColumns,
                               "FROM triage_items WHERE question = :question AND is_open = 1 AND id > :after ORDER BY id LIMIT :most");
const Select kOpenOfTicket =
    select("find a ticket's open triage item", kTriageColumns, "FROM triage_items WHERE ticket = :ticket AND is_open = 1 ORDER BY id DESC LIMIT 1");
const Select kOpenOfMessage = select("find a message's open triage item", kTriageColumns,
                                     "FROM triage_items WHERE message = :message AND is_open = 1 ORDER BY id DESC LIMIT 1");
constexpr KeyedSelect kItemsByIds{"find triage items", kTriageColumns, "FROM triage_items WHERE id IN", ""};

/// The desks' own backlog and a day's work: what is counted lies together in the index, apart from all that was decided before.
const Select kWaitingCount = select("count questions of a kind", "COUNT(*)", "FROM triage_items WHERE question = :question AND is_open = 1");
const Select kAllWaiting = select("count what waits", "COUNT(*)", "FROM triage_items WHERE is_open = 1");
const Select kAllDecided = select("count what was decided", "COUNT(*)", "FROM triage_items WHERE decided_at >= :since");
constexpr KeyedSelect kWaitingAt{"count what waits", "COUNT(*)", "FROM triage_items WHERE is_open = 1 AND unit IN", ""};
constexpr KeyedSelect kDecidedAt{"count what was decided", "COUNT(*)", "FROM triage_items WHERE decided_at >= :since AND unit IN", ""};

std::optional<domain::TriageItem> read_one(RepositorySession& session, const Select& select, std::int64_t id) {
  std::optional<domain::TriageItem> item;
  session.select(select, {id}, [&](Row& row) { item = read_triage_item(row); });
  return item;
}

Queue queue_of(const domain::Scope& scope) {
  Queue queue;
  queue.name = "list triage items";
  queue.table = "triage_items";
  queue.due = "due_at";
  if (scope.is_everything) {
    queue.index = "triage_by_due";
    queue.prefix = {"is_open"};
    queue.stretches = {{kOpen}};
    return queue;
  }
  queue.index = "triage_by_unit_due";
  queue.prefix = {"unit", "is_open"};
  for (const std::string_view unit : std::set<std::string_view>(scope.units.begin(), scope.units.end())) queue.stretches.push_back({unit, kOpen});
  return queue;
}

}  // namespace

actions::TriageCounts SociTriageRecords::counts(const domain::Scope& scope, domain::Instant since) {
  actions::TriageCounts counts;
  const auto add_waiting = [&](Row& row) { counts.waiting += row.number(); };
  const auto add_decided = [&](Row& row) { counts.decided += row.number(); };
  if (scope.is_everything) {
    session_.select(kAllWaiting, {}, add_waiting);
    session_.select(kAllDecided, {to_value(since)}, add_decided);
  } else {
    select_by_keys(session_, kWaitingAt, {}, key_values(scope.units), add_waiting);
    select_by_keys(session_, kDecidedAt, {to_value(since)}, key_values(scope.units), add_decided);
  }
  return counts;
}

std::int64_t SociTriageRecords::waiting_count(domain::Question question) {
  std::int64_t count = 0;
  session_.select(kWaitingCount, {to_value(question)}, [&](Row& row) { count = row.number(); });
  return count;
}

std::vector<domain::TriageItem> SociTriageRecords::open_items(const domain::Scope& scope, std::optional<actions::TicketQuery::After> after,
                                                              std::size_t limit) {
  std::optional<QueueKey> last;
  if (after) last = QueueKey{after->due, after->id.value};
  std::vector<std::int64_t> ids;
  for (const QueueKey& key : first_keys(session_, queue_of(scope), last, std::min(limit, kMostItems))) ids.push_back(key.id);
  std::unordered_map<std::int64_t, domain::TriageItem> found;
  select_by_keys(session_, kItemsByIds, {}, key_values(ids), [&](Row& row) {
    domain::TriageItem item = read_triage_item(row);
    found.emplace(item.id.value, std::move(item));
  });
  std::vector<domain::TriageItem> items;
  for (const std::int64_t id : ids) items.push_back(std::move(found.at(id)));
  return items;
}

std::vector<domain::TriageItem> SociTriageRecords::waiting(domain::Question question, domain::TriageId after, std::size_t limit) {
  std::vector<domain::TriageItem> items;
  session_.select(kWaiting, {to_value(question), to_value(after), to_value(std::min(limit, kMostItems))},
                  [&](Row& row) { items.push_back(read_triage_item(row)); });
  return items;
}

std::optional<domain::TriageItem> SociTriageRecords::find(domain::TriageId id) { return read_one(session_, kFindItem, id.value); }

std::optional<domain::TriageItem> SociTriageRecords::open_of_ticket(domain::TicketId ticket) {
  return read_one(session_, kOpenOfTicket, ticket.value);
}

std::optional<domain::TriageItem> SociTriageRecords::open_of_message(domain::MessageId message) {
  return read_one(session_, kOpenOfMessage, message.value);
}

}  // namespace seva::storage
