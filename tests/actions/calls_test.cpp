#include <gmock/gmock.h>

#include <set>

#include "actions/calls_world.hpp"

namespace seva::actions {
namespace {

TEST_F(Calls, AreOneSessionWhateverTheOrderOfTheirUpdatesAndTheTurnsTheyComeIn) {
  take({update("c1", CallState::answered, 5)});
  take({update("c1", CallState::ended, 9), update("c1", CallState::waiting, 1)});
  take({update("c1", CallState::offered, 3)});
  const CallSession call = only_call();
  EXPECT_EQ(call.facts.state.value, CallState::ended);
  EXPECT_EQ(call.unit, "D1");
  EXPECT_EQ(call.started_at, kMorning + seconds{1});
  EXPECT_EQ(call.facts.first(CallState::answered), kMorning + seconds{5});
  EXPECT_EQ(call.call_back.state, CallBackState::none);
}

TEST_F(Calls, ComeToTheSameWhenATurnComesAgain) {
  const std::vector<CallUpdate> updates{update("c1", CallState::waiting, 1), update("c1", CallState::answered, 2)};
  EXPECT_EQ(take(updates).calls, 2);
  const CallSession before = only_call();
  take(updates);
  EXPECT_EQ(only_call(), before);
}

TEST_F(Calls, OfAQueueThatNobodyConfiguredLieAtTheTriageUnit) {
  CallUpdate strange = update("c1", CallState::waiting, 1);
  strange.to = "elsewhere";
  take({strange});
  EXPECT_EQ(only_call().unit, "DESK");
}

TEST_F(Calls, ThatBreakARuleAreSetAsideWithoutTheNumberAndTheirNeighboursGoOn) {
  CallUpdate broken = update("c1", CallState::waiting, 1);
  broken.at = domain::Instant{};
  CallUpdate endless = update("c2", CallState::waiting, 1);
  endless.name = std::string(10'000, 'x');
  const Counts counts = take({broken, endless, update("c3", CallState::waiting, 1)});
  EXPECT_EQ(counts.calls, 1);
  EXPECT_EQ(counts.unreadable, 2);
  EXPECT_TRUE(counts.balance());
  EXPECT_EQ(only_call().call_id, "c3");
  world.store->read([&](Transaction& transaction) {
    for (const DeadLetter& letter : transaction.plugins().dead_letters({"x", true, {}, 10}))
      EXPECT_EQ(transaction.plugins().dead_letter(letter.id)->bytes.find("43210"), std::string::npos);
  });
}

TEST_F(Calls, AreSeenByTheirOwnUnitsPeopleAndByNobodyElse) {
  take({update("c1", CallState::waiting, 1)});
  const auto id = only_call().id;
  for (const auto& [role, unit, may_see] : std::vector<std::tuple<Role, std::string, bool>>{{Role::call_taker, "D1", true},
                                                                                            {Role::officer, "HQ", true},
                                                                                            {Role::command_centre, "HQ", true},
                                                                                            {Role::call_taker, "D2", false},
                                                                                            {Role::triage, "HQ", false},
                                                                                            {Role::auditor, "HQ", false},
                                                                                            {Role::administrator, "HQ", false}}) {
    const auto who = World::person(role, unit);
    EXPECT_EQ(show_call(ports, who, id).has_value(), may_see) << unit;
    EXPECT_EQ(list_calls(ports, who, {}).size(), may_see ? 1U : 0U) << unit;
    if (!may_see) {
      EXPECT_EQ(open_ticket_from_call(ports, who, id, form()).error().code, "not_found");
      EXPECT_EQ(call_back(ports, who, id).error().code, "not_found");
    }
  }
  EXPECT_EQ(open_ticket_from_call(ports, World::person(Role::command_centre, "HQ"), id, form()).error().code, "not_your_role");
}

TEST_F(Calls, BecomeATicketWithTheCallersWordsAndTheDepartmentsReasons) {
  take({update("c1", CallState::answered, 1)});
  CallForm filled = form("grievance D1 the shop next door");
  filled.place = "Market road";
  filled.name = "Sunita Verma";
  const auto ticket = open_ticket_from_call(ports, taker, only_call().id, filled);
  ASSERT_TRUE(ticket) << ticket.error().what;
  EXPECT_EQ(ticket->unit, "D1");
  EXPECT_EQ(ticket->department, "blue");
  EXPECT_EQ(ticket->channel, "x");
  EXPECT_EQ(ticket->account, "queue112");
  EXPECT_FALSE(ticket->docket.empty());
  const auto events = world.events(ticket->id);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].actor.name, taker.name);
  EXPECT_EQ(events[0].detail(domain::detail_name::kCall), std::to_string(only_call().id.value));
  EXPECT_THAT(events[0].reasons, Contains(Field(&domain::Reason::code, "word"))) << "the department's own reasons are kept";
  EXPECT_THAT(events[0].reasons, Contains(Field(&domain::Reason::code, "decided_by_person")));
  const auto file = show_call(ports, taker, only_call().id);
  EXPECT_EQ(file->ticket->docket, ticket->docket);
  EXPECT_EQ(file->screen_pop.citizen->name, "Sunita Verma");
  EXPECT_EQ(file->screen_pop.citizen->id, "+911000043210");
  EXPECT_EQ(only_call().ticket, ticket->id);
  for (const auto& event : events)
    for (const auto& [name, value] : event.details) EXPECT_EQ(value.find("43210"), std::string::npos) << name;
}

TEST_F(Calls, TakeTheCallTakersChoiceOverTheDepartments) {
  take({update("c1", CallState::answered, 1)});
  CallForm filled = form("grievance D1 loud music");
  filled.category = "NOISE";
  filled.priority = Priority::emergency;
  filled.unit = "D2";
  const auto ticket = open_ticket_from_call(ports, taker, only_call().id, filled);
  ASSERT_TRUE(ticket);
  EXPECT_EQ(ticket->category, "NOISE");
  EXPECT_EQ(ticket->priority, Priority::emergency);
  EXPECT_EQ(ticket->unit, "D2");
}

TEST_F(Calls, OpenATicketWhateverTheDepartmentsThink) {
  take({update("c1", CallState::answered, 1)});
  world.departments.on.clear();
  const auto ticket = open_ticket_from_call(ports, taker, only_call().id, form("nothing that a machine understands"));
  ASSERT_TRUE(ticket);
  EXPECT_EQ(ticket->department, "blue") << "the owner of the queue";
  EXPECT_EQ(ticket->unit, "DESK");
  const auto waiting = world.waiting();
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].question, domain::Question::unit);
  EXPECT_EQ(waiting[0].ticket, ticket->id);
}

TEST_F(Calls, HaveOneTicket) {
  take({update("c1", CallState::answered, 1)});
  const auto id = only_call().id;
  ASSERT_TRUE(open_ticket_from_call(ports, taker, id, form()));
  EXPECT_EQ(open_ticket_from_call(ports, taker, id, form()).error().code, "call_has_ticket");
  EXPECT_EQ(world.tickets().size(), 1U);
}

TEST_F(Calls, AreRefusedAFormThatHoldsNothingOrWhatIsNotThere) {
  take({update("c1", CallState::answered, 1)});
  const auto id = only_call().id;
  EXPECT_EQ(open_ticket_from_call(ports, taker, id, form("  ")).error().code, "message_without_text");
  CallForm strange = form();
  strange.unit = "NOWHERE";
  EXPECT_EQ(open_ticket_from_call(ports, taker, id, strange).error().where, "unit");
  strange = form();
  strange.category = "NONE";
  EXPECT_EQ(open_ticket_from_call(ports, taker, id, strange).error().where, "category");
  EXPECT_TRUE(world.tickets().empty());
}

TEST_F(Calls, ShowAtOnceWhoCallsAndWhatIsOpenForThemWithinWhatThePersonMaySee) {
  take({update("c1", CallState::answered, 1)});
  const auto first = open_ticket_from_call(ports, taker, only_call().id, form("grievance D1 first"));
  CallUpdate again = update("c2", CallState::waiting, 2);
  again.from = "+91 10000 43210";
  take({again});
  const auto second = calls().front();
  EXPECT_EQ(second.call_id, "c2");
  EXPECT_EQ(second.citizen, first->citizen) << "known before the commit, however the number is written";
  const auto file = show_call(ports, taker, second.id);
  ASSERT_EQ(file->screen_pop.tickets.size(), 1U);
  EXPECT_EQ(file->screen_pop.tickets[0].docket, first->docket);
  domain::Principal narrow = World::person(Role::call_taker, "D1");
  EXPECT_EQ(show_call(ports, narrow, second.id)->screen_pop.tickets.size(), 1U);
  CallForm elsewhere = form("grievance D2 second");
  elsewhere.unit = "D2";
  ASSERT_TRUE(open_ticket_from_call(ports, taker, second.id, elsewhere));
  EXPECT_EQ(show_call(ports, narrow, second.id)->screen_pop.tickets.size(), 1U) << "a ticket of another unit is not shown";
  EXPECT_FALSE(show_call(ports, narrow, second.id)->ticket);
  EXPECT_EQ(show_call(ports, taker, second.id)->screen_pop.tickets.size(), 2U);
}

TEST_F(Calls, WithoutANumberHaveAStrangerAsTheirCitizenEach) {
  for (const char* id : {"c1", "c2"}) {
    CallUpdate withheld = update(id, CallState::answered, 1);
    withheld.from = "anonymous";
    take({withheld});
    ASSERT_TRUE(open_ticket_from_call(ports, taker, calls().front().id, form()));
  }
  const auto tickets = world.tickets();
  ASSERT_EQ(tickets.size(), 2U);
  EXPECT_NE(tickets[0].citizen, tickets[1].citizen);
}

TEST_F(Calls, ThatNobodyAnsweredAreOwedACallBackAndOthersAreNot) {
  EXPECT_EQ(abandoned().call_back.state, CallBackState::owed);
  EXPECT_EQ(calls(CallQuery::Which::owed).size(), 1U);
  CallUpdate withheld = update("c2", CallState::abandoned, 3);
  withheld.from = "";
  take({withheld, update("c3", CallState::ended, 3)});
  EXPECT_EQ(calls(CallQuery::Which::owed).size(), 1U);
}

TEST_F(Calls, AreOwedNothingOnceALateUpdateSaysThatTheyWereAnswered) {
  abandoned();
  take({update("c1", CallState::answered, 12)});
  EXPECT_EQ(only_call().call_back.state, CallBackState::none);
  EXPECT_TRUE(calls(CallQuery::Which::owed).empty());
}

TEST_F(Calls, AreSettledWhenTheCallerCallsAgainAndIsAnswered) {
  const auto missed = abandoned();
  take({update("c2", CallState::waiting, 20)});
  EXPECT_EQ(show_call(ports, taker, missed.id)->call.call_back.state, CallBackState::owed);
  take({update("c2", CallState::answered, 21)});
  EXPECT_EQ(show_call(ports, taker, missed.id)->call.call_back.state, CallBackState::called_again);
  EXPECT_TRUE(calls(CallQuery::Which::owed).empty());
}

TEST_F(Calls, AreCalledBackByTheChannelAndSettledOnceTheCitizenIsReached) {
  const auto missed = abandoned();
  const auto under_way = call_back(ports, taker, missed.id);
  ASSERT_TRUE(under_way) << under_way.error().what;
  EXPECT_EQ(under_way->call_back.state, CallBackState::under_way);
  EXPECT_EQ(call_back(ports, taker, missed.id).error().code, "call_back_under_way");
  RecordingCourier courier;
  DeliverReplies(ports, courier).run();
  ASSERT_EQ(courier.delivered.size(), 1U);
  EXPECT_EQ(courier.delivered[0].first.kind, domain::DeliveryKind::call_back);
  EXPECT_EQ(courier.delivered[0].first.to, "+911000043210");
  EXPECT_EQ(courier.delivered[0].first.in_reply_to, "c1");
  receipt(under_way->call_back.delivery, Receipt::State::sent);
  EXPECT_EQ(only_call().call_back.state, CallBackState::under_way);
  receipt(under_way->call_back.delivery, Receipt::State::delivered);
  EXPECT_EQ(only_call().call_back.state, CallBackState::reached);
  EXPECT_TRUE(calls(CallQuery::Which::owed).empty());
}

TEST_F(Calls, AreCalledBackThreeTimesBeforeTheCallerCountsAsUnreached) {
  const auto missed = abandoned();
  for (std::uint32_t attempt = 1; attempt <= domain::kCallBacksOwed; ++attempt) {
    const auto under_way = call_back(ports, taker, missed.id);
    ASSERT_TRUE(under_way);
    receipt(under_way->call_back.delivery, Receipt::State::failed);
    receipt(under_way->call_back.delivery, Receipt::State::failed);
    EXPECT_EQ(only_call().call_back.attempts, attempt);
    EXPECT_EQ(only_call().call_back.state, attempt < domain::kCallBacksOwed ? CallBackState::owed : CallBackState::unreached);
  }
}

TEST_F(Calls, CountAsReachedWhenTheCallBacksOwnLegIsAnswered) {
  const auto missed = abandoned();
  ASSERT_TRUE(call_back(ports, taker, missed.id));
  take({update("c1", CallState::waiting, 40), update("c1", CallState::answered, 41)});
  EXPECT_EQ(only_call().call_back.state, CallBackState::reached);
}

TEST_F(Calls, WhoseCallBackIsGivenUpAreOwedAgain) {
  const auto missed = abandoned();
  ASSERT_TRUE(call_back(ports, taker, missed.id));
  RecordingCourier courier;
  for (int attempt = 0; attempt < 25; ++attempt) {
    DeliverReplies(ports, courier).run();
    world.clock.time += std::chrono::minutes{10};
  }
  EXPECT_TRUE(courier.delivered.back().second) << "later attempts say that they are";
  EXPECT_EQ(only_call().call_back.state, CallBackState::owed);
  EXPECT_EQ(only_call().call_back.attempts, 1U);
}

TEST_F(Calls, ThatCannotBeCalledBackSayWhy) {
  take({update("live", CallState::waiting, 1)});
  EXPECT_EQ(call_back(ports, taker, only_call().id).error().code, "call_is_live");
  CallUpdate withheld = update("withheld", CallState::ended, 1);
  withheld.from = "";
  take({withheld});
  EXPECT_EQ(call_back(ports, taker, calls().front().id).error().code, "number_withheld");
  take({update("old", CallState::waiting, 1), update("old", CallState::abandoned, 2)}, true);
  EXPECT_EQ(call_back(ports, taker, calls().front().id).error().code, "replay");
  const auto missed = abandoned("c9");
  plugins.can_call_back = false;
  EXPECT_EQ(call_back(ports, taker, missed.id).error().code, "channel_cannot");
  plugins.can_call_back = true;
  for (auto& account : world.settings.instance.accounts) account.mode = domain::AccountMode::replay;
  EXPECT_EQ(call_back(ports, taker, missed.id).error().code, "replay");
}

TEST_F(Calls, MakeEmergenciesThatStandAboveEveryQueue) {
  for (int older = 0; older < 5; ++older) world.take({world.post("m" + std::to_string(older), "grievance D1 old")});
  world.clock.time += hours{300};
  take({update("c1", CallState::answered, 1)});
  CallForm filled = form("grievance D1 now");
  filled.priority = Priority::emergency;
  const auto emergency = open_ticket_from_call(ports, taker, only_call().id, filled);
  ASSERT_TRUE(emergency);
  for (const auto& scope : {domain::Scope{true, {}}, domain::Scope{false, {"D1", "HQ"}}}) {
    TicketQuery query;
    query.scope = scope;
    query.limit = 3;
    std::vector<std::string> dockets;
    for (int page = 0; page < 2; ++page) {
      world.store->read([&](Transaction& transaction) {
        const auto rows = transaction.tickets().list(query);
        for (const TicketRow& row : rows) dockets.push_back(row.ticket.docket);
        query.after = TicketQuery::After{rows.back().due, rows.back().ticket.id};
      });
    }
    ASSERT_EQ(dockets.size(), 6U);
    EXPECT_EQ(dockets.front(), emergency->docket) << "though all the others have been overdue for days";
    EXPECT_EQ(std::set<std::string>(dockets.begin(), dockets.end()).size(), 6U);
  }
}

}  // namespace
}  // namespace seva::actions
