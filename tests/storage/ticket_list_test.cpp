#include <algorithm>
#include <atomic>
#include <limits>
#include <set>
#include <thread>

#include "storage/store_test.hpp"

namespace seva::testing {
namespace {

using actions::TicketOrder;
using actions::TicketQuery;
using actions::TicketRow;

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLane = std::int64_t{1} << 62;

std::int64_t due_of(const domain::Ticket& ticket) {
  const auto due = domain::next_due(ticket);
  if (!due) return kNever;
  return ticket.priority == domain::Priority::emergency ? domain::to_micros(*due) - kLane : domain::to_micros(*due);
}

/// What the list must be, by looking at everything.
std::vector<std::int64_t> expected(const std::vector<domain::Ticket>& tickets, const TicketQuery& query) {
  std::vector<const domain::Ticket*> matching;
  for (const auto& ticket : tickets) {
    const auto in_scope = [&](const std::string& unit) {
      return query.scope.is_everything || std::find(query.scope.units.begin(), query.scope.units.end(), unit) != query.scope.units.end();
    };
    if (!in_scope(ticket.unit) || (!query.unit.empty() && ticket.unit != query.unit)) continue;
    if (!query.statuses.empty() && std::find(query.statuses.begin(), query.statuses.end(), ticket.status) == query.statuses.end()) continue;
    if (query.only_open && ticket.status == domain::Status::closed) continue;
    if (!query.department.empty() && ticket.department != query.department) continue;
    if (!query.categories.empty() && ticket.category != query.categories.front()) continue;
    if (query.citizen && ticket.citizen != query.citizen) continue;
    matching.push_back(&ticket);
  }
  std::sort(matching.begin(), matching.end(), [&](const auto* left, const auto* right) {
    if (query.order == TicketOrder::newest) return left->id > right->id;
    return std::pair(due_of(*left), left->id) < std::pair(due_of(*right), right->id);
  });
  std::vector<std::int64_t> ids;
  for (const auto* ticket : matching) ids.push_back(ticket->id.value);
  return ids;
}

class TicketList : public StoreTest {
 protected:
  std::vector<domain::Ticket> store_tickets(std::size_t number, std::size_t units) {
    actions::Changes changes;
    for (std::size_t place = 0; place < number; ++place) {
      auto ticket = synthetic.ticket();
      ticket.unit = "U-" + std::to_string(synthetic.below(units));
      ticket.status = static_cast<domain::Status>(1 + synthetic.below(4));
      if (ticket.status == domain::Status::incomplete) ticket.paused_at = synthetic.instant();
      if (ticket.status == domain::Status::closed) ticket.closed_at = synthetic.instant();
      if (synthetic.below(3) == 0) ticket.category = "rare";
      ticket.response_due = domain::from_micros(static_cast<std::int64_t>(synthetic.below(40)));
      ticket.citizen = domain::CitizenId{static_cast<std::int64_t>(1 + synthetic.below(5))};
      changes.tickets.push_back(ticket);
    }
    write(changes);
    return changes.tickets;
  }

  std::vector<TicketRow> page(const TicketQuery& query) {
    return read([&](auto& transaction) { return transaction.tickets().list(query); });
  }

  std::vector<std::int64_t> all_pages(TicketQuery query) {
    std::vector<std::int64_t> ids;
    for (;;) {
      const auto rows = page(query);
      EXPECT_LE(rows.size(), query.limit);
      for (const auto& row : rows) {
        ids.push_back(row.ticket.id.value);
        EXPECT_EQ(row.due, due_of(row.ticket));
      }
      if (rows.size() < query.limit) return ids;
      query.after = TicketQuery::After{rows.back().due, rows.back().ticket.id};
    }
  }
};

SEVA_ON_EVERY_DATABASE(TicketList);

TEST_P(TicketList, IsWhatLookingAtEverythingWouldGive) {
  const auto tickets = store_tickets(300, 12);
  std::vector<domain::Scope> scopes{{true, {}}, {false, {}}, {false, {"U-1"}}, {false, {"U-3", "U-5", "U-5", "none"}}};
  auto& large = scopes.emplace_back();
  for (int unit = 0; unit < 60; ++unit) large.units.push_back("U-" + std::to_string(unit));
  using Statuses = std::vector<domain::Status>;
  const std::vector<Statuses> statuses{{}, {domain::Status::open}, {domain::Status::incomplete}, {domain::Status::closed, domain::Status::open}};
  for (int round = 0; round < 120; ++round) {
    TicketQuery query;
    query.scope = scopes[synthetic.below(scopes.size())];
    query.statuses = statuses[synthetic.below(statuses.size())];
    query.only_open = synthetic.below(3) == 0;
    query.order = synthetic.below(3) == 0 ? TicketOrder::newest : TicketOrder::due;
    query.limit = 1 + synthetic.below(60);
    if (synthetic.below(4) == 0) query.department = "police";
    if (synthetic.below(4) == 0) query.unit = "U-3";
    if (synthetic.below(4) == 0) query.categories = {"rare"};
    if (synthetic.below(4) == 0) query.citizen = domain::CitizenId{2};
    ASSERT_EQ(all_pages(query), expected(tickets, query)) << "round " << round;
  }
}

TEST_P(TicketList, ShowsAUnitOfAnotherScopeToNobody) {
  store_tickets(20, 2);
  TicketQuery query;
  query.scope.units = {"U-1"};
  query.unit = "U-0";
  EXPECT_TRUE(page(query).empty());
}

TEST_P(TicketList, HoldsAtMost200Rows) {
  store_tickets(230, 3);
  TicketQuery query;
  query.scope.is_everything = true;
  query.limit = 100'000;
  EXPECT_EQ(page(query).size(), 200);
  query.limit = 0;
  EXPECT_EQ(page(query).size(), 1);
}

TEST_P(TicketList, PagesShowEachTicketExactlyOnceWhileOthersArrive) {
  const auto tickets = store_tickets(150, 9);
  std::set<std::int64_t> first;
  for (const auto& ticket : tickets) first.insert(ticket.id.value);
  std::atomic<bool> is_over = false;
  std::jthread writer([&] {
    SyntheticChanges others(5, 900'000'000);
    for (int round = 0; round < 300 && !is_over; ++round) {
      actions::Changes changes;
      for (int place = 0; place < 5; ++place) {
        changes.tickets.push_back(others.ticket());
        changes.tickets.back().unit = "U-" + std::to_string(others.below(9));
        changes.tickets.back().response_due = domain::from_micros(static_cast<std::int64_t>(others.below(40)));
      }
      write(changes);
    }
  });
  TicketQuery query;
  for (int unit = 0; unit < 9; ++unit) query.scope.units.push_back("U-" + std::to_string(unit));
  query.limit = 7;
  std::set<std::int64_t> seen;
  for (bool is_last = false; !is_last;) {
    const auto rows = page(query);
    for (const auto& row : rows) {
      EXPECT_TRUE(seen.insert(row.ticket.id.value).second) << "shown twice";
      first.erase(row.ticket.id.value);
    }
    is_last = rows.size() < query.limit;
    if (!is_last) query.after = TicketQuery::After{rows.back().due, rows.back().ticket.id};
  }
  is_over = true;
  EXPECT_TRUE(first.empty()) << first.size() << " were never shown";
}

TEST_P(TicketList, TriageQueuePagesInOrderOfDue) {
  actions::Changes changes;
  for (int place = 0; place < 90; ++place) {
    changes.triage.push_back(synthetic.triage_item());
    auto& item = changes.triage.back();
    item.unit = "U-" + std::to_string(synthetic.below(8));
    item.due_at = domain::from_micros(static_cast<std::int64_t>(synthetic.below(10)));
    if (synthetic.below(4) == 0) item.decided_at = synthetic.instant();
  }
  write(changes);
  for (const auto& scope :
       std::vector<domain::Scope>{{true, {}}, {false, {"U-1"}}, {false, {"U-0", "U-1", "U-2", "U-3", "U-4", "U-5"}}, {false, {}}}) {
    std::vector<std::pair<std::int64_t, std::int64_t>> wanted;
    for (const auto& item : changes.triage)
      if (!item.decided_at && (scope.is_everything || std::find(scope.units.begin(), scope.units.end(), item.unit) != scope.units.end()))
        wanted.emplace_back(domain::to_micros(item.due_at), item.id.value);
    std::sort(wanted.begin(), wanted.end());
    std::vector<std::pair<std::int64_t, std::int64_t>> seen;
    std::optional<TicketQuery::After> after;
    for (;;) {
      const auto items = read([&](auto& transaction) { return transaction.triage().open_items(scope, after, 7); });
      for (const auto& item : items) seen.emplace_back(domain::to_micros(item.due_at), item.id.value);
      if (items.size() < 7) break;
      after = TicketQuery::After{seen.back().first, {seen.back().second}};
    }
    EXPECT_EQ(seen, wanted);
  }
}

TEST_P(TicketList, TriageItemsOfAQuestionPageById) {
  actions::Changes changes;
  std::vector<std::int64_t> wanted;
  for (int place = 0; place < 60; ++place) {
    changes.triage.push_back(synthetic.triage_item());
    auto& item = changes.triage.back();
    item.question = synthetic.below(2) == 0 ? domain::Question::department_off : domain::Question::relevance;
    item.decided_at.reset();
    if (synthetic.below(4) == 0) item.decided_at = synthetic.instant();
    if (item.question == domain::Question::department_off && !item.decided_at) wanted.push_back(item.id.value);
  }
  write(changes);
  std::vector<std::int64_t> seen;
  for (domain::TriageId after;;) {
    const auto items = read([&](auto& transaction) { return transaction.triage().waiting(domain::Question::department_off, after, 7); });
    for (const auto& item : items) seen.push_back(item.id.value);
    if (items.size() < 7) break;
    after = items.back().id;
  }
  EXPECT_EQ(seen, wanted);
}

TEST_P(TicketList, ExaminesNoMoreRowsWhenMoreIsStored) {
  if (is_sqlite()) return;
  std::vector<TicketQuery> queries(4);
  queries[0].scope.is_everything = true;
  queries[0].only_open = true;
  queries[1].scope.units = {"U-0", "U-1", "U-2", "U-3", "U-4", "U-5", "U-6", "U-7"};
  queries[2].scope.is_everything = true;
  queries[2].department = "police";
  queries[2].statuses = {domain::Status::closed};
  queries[3].scope.units = {"U-0", "U-1"};
  queries[3].order = TicketOrder::newest;
  const auto examined = [&](TicketQuery query) {
    std::int64_t rows = 0;
    query.limit = 10;
    const auto first = page(query);
    query.after = TicketQuery::After{first.back().due, first.back().ticket.id};
    store().read([&](actions::Transaction& transaction) {
      const auto counter = [&] {
        return std::stoll(MariadbServer::shared().answer(
            "SELECT SUM(variable_value) FROM information_schema.global_status WHERE variable_name IN "
            "('handler_read_next', 'handler_read_prev', 'handler_read_first', 'handler_read_last', 'handler_read_rnd', 'handler_read_key')"));
      };
      const auto before = counter();
      EXPECT_EQ(transaction.tickets().list(query).size(), 10);
      rows = counter() - before;
    });
    return rows;
  };
  store_tickets(300, 8);
  std::vector<std::int64_t> with_few;
  for (const auto& query : queries) with_few.push_back(examined(query));
  store_tickets(6000, 8);
  for (std::size_t place = 0; place < queries.size(); ++place) EXPECT_LT(examined(queries[place]), with_few[place] * 2 + 100) << place;
}

}  // namespace
}  // namespace seva::testing
