#include "storage/store_test.hpp"

namespace seva::testing {
namespace {

using actions::CallQuery;
using domain::CallBackState;
using domain::CallSession;
using domain::CallState;

class CallRecords : public StoreTest {
 protected:
  void add(std::vector<CallSession> calls) {
    actions::Changes changes;
    changes.calls = std::move(calls);
    write(changes);
  }
  std::optional<CallSession> find(domain::CallId id) {
    return read([&](auto& transaction) { return transaction.calls().find(id); });
  }
  CallSession call_in(CallState state, const std::string& unit, int minute) {
    CallSession call = synthetic.call();
    call.facts.state.value = state;
    call.unit = unit;
    call.started_at = domain::from_micros(minute * 60'000'000LL);
    return call;
  }
  std::vector<domain::CallId> listed(CallQuery query) {
    std::vector<domain::CallId> ids;
    for (;;) {
      const auto rows = read([&](auto& transaction) { return transaction.calls().list(query); });
      for (const auto& row : rows) ids.push_back(row.call.id);
      if (rows.size() < query.limit) return ids;
      query.after = actions::TicketQuery::After{rows.back().due, domain::TicketId{rows.back().call.id.value}};
    }
  }
  static CallQuery query(CallQuery::Which which, std::vector<std::string> units, std::size_t limit = 2) {
    CallQuery query;
    query.which = which;
    query.scope.units = std::move(units);
    query.limit = limit;
    return query;
  }
};

SEVA_ON_EVERY_DATABASE(CallRecords);

TEST_P(CallRecords, KeepEveryField) {
  CallSession call = synthetic.call();
  call.facts.has_gap = true;
  call.citizen = {8};
  call.ticket = {9};
  call.call_back = {CallBackState::under_way, synthetic.instant(), 2, {10}, synthetic.instant()};
  call.is_replay = true;
  call.version = 3;
  CallSession bare;
  bare.id = synthetic.id<domain::CallId>();
  bare.facts.state = {CallState::waiting, 1};
  add({call, bare});
  EXPECT_EQ(find(call.id), call);
  EXPECT_EQ(find(bare.id), bare);
  EXPECT_EQ(find({1}), std::nullopt);
}

TEST_P(CallRecords, GoOnFromWhatWasStoredAndFromNothingElse) {
  CallSession call = synthetic.call();
  add({call});
  CallSession after = call;
  after.facts.agent = {"agent-8", 9};
  after.version = 2;
  actions::Changes changes;
  changes.call_changes = {{after, 1}};
  write(changes);
  EXPECT_EQ(find(call.id), after);
  const auto again = [&] { store().write([&](actions::Transaction& transaction) { transaction.write(changes); }); };
  EXPECT_THROW(again(), actions::Outdated);
}

TEST_P(CallRecords, AreFoundByTheChannelsIdsAndByOwedCallers) {
  std::vector<CallSession> calls;
  for (int place = 0; place < 70; ++place) calls.push_back(synthetic.call());
  calls[0].call_back.state = CallBackState::owed;
  calls[1].call_back.state = CallBackState::reached;
  calls[1].facts.number.value = calls[0].facts.number.value;
  calls[2].facts.number.value.clear();
  calls[2].call_back.state = CallBackState::owed;
  add(calls);
  std::vector<std::string> ids{"nobody's"};
  for (const auto& call : calls) ids.push_back(call.call_id);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.calls().by_call_ids("telephone", ids); }).size(), calls.size());
  EXPECT_TRUE(read([&](auto& transaction) { return transaction.calls().by_call_ids("another", ids); }).empty());
  const std::vector<std::string> numbers{calls[0].facts.number.value, ""};
  const auto owed = read([&](auto& transaction) { return transaction.calls().owed_to("telephone", numbers); });
  ASSERT_EQ(owed.size(), 1U);
  EXPECT_EQ(owed[0], calls[0]);
}

TEST_P(CallRecords, ListWhoBeganFirstFirstAndWithinTheScope) {
  const auto third = call_in(CallState::waiting, "A", 3);
  const auto first = call_in(CallState::answered, "B", 1);
  const auto second = call_in(CallState::wrap_up, "A", 2);
  const auto over = call_in(CallState::ended, "A", 0);
  const auto elsewhere = call_in(CallState::waiting, "C", 0);
  add({third, first, second, over, elsewhere});
  EXPECT_EQ(listed(query(CallQuery::Which::live, {"A", "B"})), (std::vector{first.id, second.id, third.id}));
  EXPECT_EQ(listed(query(CallQuery::Which::all, {"A", "B"})), (std::vector{over.id, second.id, first.id, third.id}));
  EXPECT_TRUE(listed(query(CallQuery::Which::live, {})).empty());
  CallQuery everything = query(CallQuery::Which::live, {});
  everything.scope.is_everything = true;
  EXPECT_EQ(listed(everything), (std::vector{elsewhere.id, first.id, second.id, third.id}));
  everything.unit = "C";
  EXPECT_EQ(listed(everything), (std::vector{elsewhere.id}));
  CallQuery foreign = query(CallQuery::Which::live, {"A"});
  foreign.unit = "C";
  EXPECT_TRUE(listed(foreign).empty());
  const auto live = read([](auto& transaction) { return transaction.calls().live("telephone", 10); });
  EXPECT_EQ(live.size(), 4U);
}

TEST_P(CallRecords, ListOwedCallBacksLongestWaitingFirst) {
  auto late = call_in(CallState::abandoned, "A", 5);
  auto early = call_in(CallState::abandoned, "A", 6);
  auto settled = call_in(CallState::abandoned, "A", 1);
  late.call_back = {CallBackState::owed, domain::from_micros(200), 0, {}, {}};
  early.call_back = {CallBackState::under_way, domain::from_micros(100), 1, {4}, {}};
  settled.call_back = {CallBackState::reached, domain::from_micros(50), 1, {5}, domain::from_micros(60)};
  add({late, early, settled});
  EXPECT_EQ(listed(query(CallQuery::Which::owed, {"A"})), (std::vector{early.id, late.id}));
}

}  // namespace
}  // namespace seva::testing
