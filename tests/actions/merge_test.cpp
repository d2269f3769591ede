#include "actions/find_duplicates.hpp"
#include "actions/merge_tickets.hpp"
#include "actions/world.hpp"

namespace seva::actions {
namespace {

using domain::Role;
using domain::Status;

class Merge : public testing::Test, public World {
 protected:
  Merge() {
    take({post("1", "grievance D1")});
    take({post("2", "grievance D1 again")});
  }
  std::string docket(std::size_t place) { return tickets().at(place).docket; }
  const domain::Principal officer = person(Role::officer, "D1");
};

TEST_F(Merge, sends_what_the_citizen_writes_from_then_on_to_the_one_that_leads) {
  ASSERT_TRUE(merge_ticket(ports, officer, {docket(1), {}}, docket(0), "Told twice."));
  take({answer("3", "2", "and grievance once more")});
  ASSERT_EQ(tickets().size(), 2U) << "no third docket";
  const auto events_now = events(tickets()[0].id);
  EXPECT_EQ(events_now.back().kind, domain::EventKind::message_appended);
  EXPECT_TRUE(tickets()[0].needs_attention);
  std::vector<domain::Message> moved;
  store->read([&](Transaction& transaction) { moved = transaction.tickets().messages(tickets()[1].id); });
  EXPECT_EQ(moved.size(), 1U) << "what was written before stays where it is";
}

TEST_F(Merge, asks_the_policy_about_both) {
  take({post("9", "grievance D2")});
  EXPECT_EQ(merge_ticket(ports, officer, {docket(1), {}}, docket(2), "x").error().code, "ticket_unknown");
  EXPECT_EQ(merge_ticket(ports, person(Role::officer, "D2"), {docket(1), {}}, docket(0), "x").error().kind, domain::ProblemKind::not_found);
  EXPECT_EQ(merge_ticket(ports, person(Role::command_centre, "HQ"), {docket(1), {}}, docket(0), "x").error().kind, domain::ProblemKind::forbidden);
  EXPECT_EQ(merge_ticket(ports, officer, {docket(1), 99}, docket(0), "x").error().kind, domain::ProblemKind::stale);
}

TEST_F(Merge, is_proposed_for_what_the_same_person_wrote) {
  take({post("9", "grievance D2", "somebody else")});
  const auto found = find_duplicates(ports, officer, docket(1));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().ticket.docket, docket(0));
  EXPECT_TRUE(found->front().is_same_citizen);
  EXPECT_FALSE(found->front().reasons.empty());
  EXPECT_FALSE(find_duplicates(ports, person(Role::officer, "D2"), docket(1)));
}

}  // namespace
}  // namespace seva::actions
