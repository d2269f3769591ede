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

}  // namespace
}  // namespace seva::actions
