#include <algorithm>
#include <map>

#include "actions/ticket_filter.hpp"
#include "storage/store_test.hpp"

namespace seva::testing {
namespace {

using actions::ClockGroup;
using actions::TicketOrder;
using actions::TicketQuery;

const domain::Instant kNow = domain::from_micros(1'700'000'500'000'000);

class DeskRecords : public StoreTest {
 protected:
  std::vector<domain::Ticket> store_tickets(std::size_t number) {
    actions::Changes changes;
    for (std::size_t place = 0; place < number; ++place) {
      auto ticket = synthetic.ticket();
      ticket.unit = "U-" + std::to_string(synthetic.below(6));
      ticket.status = static_cast<domain::Status>(1 + synthetic.below(4));
      ticket.priority = static_cast<domain::Priority>(1 + synthetic.below(4));
      ticket.paused_at.reset();
      ticket.closed_at.reset();
      ticket.verified_at.reset();
      ticket.responded_at.reset();
      if (ticket.status == domain::Status::incomplete) ticket.paused_at = kNow;
      if (ticket.status == domain::Status::closed) ticket.closed_at = kNow;
      if (ticket.status == domain::Status::closed && synthetic.below(2) == 0) ticket.verified_at = kNow;
      ticket.category = synthetic.below(3) == 0 ? "rare" : "common";
      ticket.channel = synthetic.below(2) == 0 ? "x" : "sms";
      ticket.needs_attention = synthetic.below(3) == 0;
      ticket.reopened_count = static_cast<std::uint32_t>(synthetic.below(2));
      ticket.assignee = domain::UserId{static_cast<std::int64_t>(synthetic.below(3))};
      ticket.opened_at = kNow + std::chrono::minutes{static_cast<int>(synthetic.below(1000))};
      ticket.response_due = kNow + std::chrono::minutes{static_cast<int>(synthetic.below(400))} - std::chrono::minutes{150};
      ticket.resolution_due = ticket.response_due + std::chrono::hours{100};
      changes.tickets.push_back(ticket);
    }
    write(changes);
    return changes.tickets;
  }

  TicketQuery some_query() {
    TicketQuery query;
    query.now = kNow;
    query.day_end = kNow + std::chrono::minutes{100};
    if (synthetic.below(2) == 0) query.scope.is_everything = true;
    if (!query.scope.is_everything) query.scope.units = {"U-0", "U-2", "U-3"};
    if (synthetic.below(4) == 0) query.statuses = {domain::Status::open, domain::Status::closed};
    if (synthetic.below(4) == 0) query.only_open = true;
    if (synthetic.below(4) == 0) query.categories = {"rare", "none", "other"};
    if (synthetic.below(4) == 0) query.channels = {"x"};
    if (synthetic.below(4) == 0) query.priorities = {domain::Priority::emergency, domain::Priority::low};
    if (synthetic.below(4) == 0) query.assignee = domain::UserId{static_cast<std::int64_t>(synthetic.below(3))};
    if (synthetic.below(5) == 0) query.needs_attention = true;
    if (synthetic.below(6) == 0) query.is_unverified = true;
    if (synthetic.below(6) == 0) query.is_reopened = true;
    if (synthetic.below(6) == 0) query.opened_from = kNow + std::chrono::minutes{300};
    if (synthetic.below(6) == 0) query.opened_before = kNow + std::chrono::minutes{700};
    for (const auto group : {ClockGroup::over, ClockGroup::today, ClockGroup::later, ClockGroup::stopped, ClockGroup::closed})
      if (synthetic.below(6) == 0) query.groups.push_back(group);
    return query;
  }
};

SEVA_ON_EVERY_DATABASE(DeskRecords);

TEST_P(DeskRecords, ListAndCountWhatLookingAtEverythingWouldFind) {
  const auto tickets = store_tickets(300);
  for (int round = 0; round < 150; ++round) {
    TicketQuery query = some_query();
    std::map<ClockGroup, std::int64_t> counts;
    std::vector<std::int64_t> wanted;
    for (const domain::Ticket& ticket : tickets) {
      if (!actions::matches(ticket, query)) continue;
      ++counts[actions::clock_group(ticket, query.now, query.day_end)];
      wanted.push_back(ticket.id.value);
    }
    std::sort(wanted.begin(), wanted.end());
    const auto counted = read([&](auto& transaction) { return transaction.tickets().count(query); });
    EXPECT_EQ(counted, (actions::ClockCounts{counts[ClockGroup::over], counts[ClockGroup::today], counts[ClockGroup::later],
                                             counts[ClockGroup::stopped], counts[ClockGroup::closed]}))
        << "round " << round;
    query.limit = 37;
    std::vector<std::int64_t> seen;
    for (;;) {
      const auto rows = read([&](auto& transaction) { return transaction.tickets().list(query); });
      for (const auto& row : rows) seen.push_back(row.ticket.id.value);
      if (rows.size() < query.limit) break;
      query.after = TicketQuery::After{rows.back().due, rows.back().ticket.id};
    }
    std::sort(seen.begin(), seen.end());
    EXPECT_EQ(seen, wanted) << "round " << round;
  }
}

TEST_P(DeskRecords, KeepAMergedTicketsLeader) {
  actions::Changes changes;
  changes.tickets.push_back(synthetic.ticket());
  changes.tickets.back().merged_into = "UPP-00000-00000-0";
  write(changes);
  const domain::TicketId id = changes.tickets.back().id;
  EXPECT_EQ(read([&](auto& transaction) { return transaction.tickets().by_ids({&id, 1}); }).front(), changes.tickets.back());
}

TEST_P(DeskRecords, KeepViewsForTheirOwnerAndForAUnit) {
  actions::Changes changes;
  changes.views = {{actions::ViewId{1}, domain::UserId{7}, "", "mine", "{}", false, true, kNow},
                   {actions::ViewId{2}, domain::UserId{8}, "U-1", "ours", "{\"open\":true}", true, false, kNow},
                   {actions::ViewId{3}, domain::UserId{8}, "U-2", "theirs", "{}", false, false, kNow}};
  write(changes);
  const auto views = [&] {
    const std::vector<std::string> units{"U-1"};
    return read([&](auto& transaction) { return transaction.desk().views(domain::UserId{7}, units); });
  };
  EXPECT_EQ(views(), (std::vector{changes.views[0], changes.views[1]}));
  actions::Changes change;
  change.views = {changes.views[0]};
  change.views[0].name = "renamed";
  change.removed_views = {actions::ViewId{2}};
  write(change);
  EXPECT_EQ(views(), change.views);
}

TEST_P(DeskRecords, KeepReadyReplies) {
  actions::Changes changes;
  changes.ready_replies = {{actions::ReadyReplyId{4}, "U-1", "rare", "Ask", "पूछें", "Where?", "कहाँ?", true, R"({"status":"incomplete"})", kNow}};
  write(changes);
  const std::vector<std::string> units{"U-1", "U-2"};
  const auto replies = [&] { return read([&](auto& transaction) { return transaction.desk().ready_replies(units); }); };
  EXPECT_EQ(replies(), changes.ready_replies);
  actions::Changes change;
  change.removed_ready_replies = {actions::ReadyReplyId{4}};
  write(change);
  EXPECT_TRUE(replies().empty());
}

TEST_P(DeskRecords, AClaimIsTakenOnceAndAnsweredOnce) {
  actions::Changes changes;
  changes.claims = {{domain::UserId{7}, "a-key-of-mine", "digest", kNow, 0, ""}};
  write(changes);
  EXPECT_ANY_THROW(write(changes));
  const auto claim = [&] { return read([&](auto& transaction) { return transaction.desk().claim(domain::UserId{7}, "a-key-of-mine"); }); };
  EXPECT_EQ(claim(), changes.claims.front());
  for (const int status : {201, 500}) {
    actions::Claim answered = changes.claims.front();
    answered.status = status;
    answered.answer = "the answer";
    store().write([&](actions::Transaction& transaction) { transaction.desk().answer(answered); });
  }
  EXPECT_EQ(claim()->status, 201);
  store().write([&](actions::Transaction& transaction) { transaction.desk().forget_claims(kNow - std::chrono::seconds{1}); });
  EXPECT_TRUE(claim());
  store().write([&](actions::Transaction& transaction) { transaction.desk().forget_claims(kNow); });
  EXPECT_FALSE(claim());
}

}  // namespace
}  // namespace seva::testing
