#include "actions/calls_world.hpp"

namespace seva::actions {
namespace {

TEST_F(Calls, JoinATicketThatIsThere) {
  take({update("c1", CallState::answered, 1)});
  const auto first = open_ticket_from_call(ports, taker, calls().front().id, form());
  take({update("c2", CallState::answered, 2)});
  CallForm again = form("It is getting worse.");
  again.docket = first->docket;
  const auto joined = open_ticket_from_call(ports, taker, calls().front().id, again);
  ASSERT_TRUE(joined) << joined.error().code;
  EXPECT_EQ(joined->docket, first->docket);
  EXPECT_TRUE(joined->needs_attention);
  EXPECT_EQ(world.tickets().size(), 1U);
  EXPECT_TRUE(static_cast<bool>(calls().front().ticket));
  take({update("c3", CallState::answered, 3)});
  again.docket = "TST-00000-00000-0";
  EXPECT_EQ(open_ticket_from_call(ports, taker, calls().front().id, again).error().code, "not_found");
}

TEST_F(Calls, TellHowOftenTheNumberCalledBeforeAndWasMissed) {
  take({update("c1", CallState::waiting, 1), update("c1", CallState::abandoned, 2)});
  take({update("c2", CallState::answered, 3), update("c2", CallState::ended, 4)});
  world.clock.time += std::chrono::days{31};
  take({update("c3", CallState::waiting, 5), update("c3", CallState::abandoned, 6)});
  CallUpdate stranger = update("c4", CallState::answered, 7);
  stranger.from = "01000099999";
  take({stranger});
  world.clock.time += std::chrono::hours{1};
  take({update("c5", CallState::offered, 8)});
  const auto find = [&](const std::string& id) {
    for (const CallSession& call : calls())
      if (call.call_id == id) return show_call(ports, taker, call.id);
    return domain::Result<CallFile>(domain::not_found());
  };
  const auto now = find("c5");
  ASSERT_TRUE(now);
  EXPECT_EQ(now->screen_pop.calls_before, 1U) << "what is older than thirty days, and other numbers, do not count";
  EXPECT_EQ(now->screen_pop.missed_before, 1U);
  EXPECT_EQ(find("c3")->screen_pop.calls_before, 0U) << "what came later is not before";
}

TEST_F(Calls, AreDismissedOnceWithTheirKindAndNeverWhereATicketCameOfThem) {
  take({update("c1", CallState::answered, 1)});
  const auto call = only_call();
  const auto dismiss = [&](const domain::Principal& who) {
    return dismiss_call(ports, who, call.id, domain::DismissalKind::wrong_number, "a pizza");
  };
  EXPECT_EQ(dismiss(World::person(Role::call_taker, "D2")).error().code, "not_found");
  EXPECT_EQ(dismiss(World::person(Role::command_centre, "HQ")).error().code, "not_your_role");
  ASSERT_TRUE(dismiss(taker));
  const auto shown = show_call(ports, taker, call.id);
  ASSERT_TRUE(shown->dismissal);
  EXPECT_EQ(shown->dismissal->kind, domain::DismissalKind::wrong_number);
  EXPECT_EQ(shown->dismissal->text, "a pizza");
  EXPECT_EQ(shown->dismissal->by, taker.user);
  EXPECT_EQ(shown->dismissal->at, world.clock.time);
  EXPECT_EQ(dismiss(taker).error().code, "dismissed_already");
  ASSERT_TRUE(open_ticket_from_call(ports, taker, call.id, form())) << "a mistake can be mended";
  take({update("c2", CallState::answered, 2)});
  const auto other = calls().front();
  ASSERT_TRUE(open_ticket_from_call(ports, taker, other.id, form()));
  EXPECT_EQ(dismiss_call(ports, taker, other.id, domain::DismissalKind::blank, "").error().code, "call_has_ticket");
}

}  // namespace
}  // namespace seva::actions
