#include <algorithm>

#include "actions/find_duplicates.hpp"
#include "actions/merge_tickets.hpp"
#include "actions/ticket_cards.hpp"
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

TEST_F(Merge, is_proposed_for_what_somebody_else_told_in_much_the_same_words) {
  take({post("5", "grievance D1 the transformer of Gandhi Nagar has burst, no light since Monday", "bimla")});
  take({post("6", "grievance D1 Transformer of gandhi nagar burst, no light here since monday evening", "chetan")});
  take({post("7", "grievance D1 stray dogs bite children near the school every single morning", "dinesh")});
  const auto found = find_duplicates(ports, officer, docket(3));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().ticket.docket, docket(2));
  EXPECT_FALSE(found->front().is_same_citizen);
  EXPECT_EQ(found->front().reasons.front().code, "same_words");
}

TEST_F(Merge, counts_each_citizen_once_and_loses_none_when_taken_back) {
  take({post("5", "grievance D1", "bimla")});
  take({post("6", "grievance D1", "chetan")});
  const auto card = [&] { return cards_of(ports, officer, {tickets()[0]}).front(); };
  EXPECT_EQ(card().affected(), 1U);
  for (const std::size_t place : {1U, 2U, 3U}) ASSERT_TRUE(merge_ticket(ports, officer, {docket(place), {}}, docket(0), "The same."));
  EXPECT_EQ(card().joined.size(), 3U);
  EXPECT_EQ(card().affected(), 3U) << "the second ticket is of the first one's citizen";
  ASSERT_TRUE(unmerge_ticket(ports, officer, {docket(2), {}}));
  EXPECT_EQ(card().affected(), 2U);
  EXPECT_EQ(tickets()[2].status, Status::open);
}

TEST_F(Merge, lets_one_answer_reach_all_citizens_whose_tickets_are_joined) {
  take({post("5", "grievance D1", "bimla")});
  take({post("6", "grievance D1", "chetan")});
  for (const std::size_t place : {1U, 2U, 3U}) ASSERT_TRUE(merge_ticket(ports, officer, {docket(place), {}}, docket(0), "The same."));
  ASSERT_TRUE(unmerge_ticket(ports, officer, {docket(3), {}}));
  Reply reply;
  reply.text = "The transformer is replaced today.";
  reply.to_all_joined = true;
  ASSERT_TRUE(reply_to_citizen(ports, officer, {docket(0), {}}, reply));
  const auto got_it = [&](std::size_t place) {
    const auto sent = deliveries(tickets()[place].id);
    return std::count_if(sent.begin(), sent.end(), [&](const domain::Delivery& one) { return one.text.starts_with(reply.text); });
  };
  EXPECT_EQ(got_it(0), 1);
  EXPECT_EQ(got_it(1), 1) << "in the ticket that the citizen knows";
  EXPECT_EQ(got_it(2), 1);
  EXPECT_EQ(got_it(3), 0) << "it is no part any more";
  EXPECT_EQ(deliveries(tickets()[2].id).back().to, "bimla");
  EXPECT_TRUE(deliveries(tickets()[2].id).back().text.ends_with(docket(2)));
  EXPECT_EQ(tickets()[2].status, Status::closed);
  const auto told = events(tickets()[2].id).back();
  EXPECT_EQ(told.kind, domain::EventKind::replied);
  EXPECT_EQ(told.detail("docket"), docket(0));
  reply.to_all_joined = false;
  reply.text = "To the first alone.";
  ASSERT_TRUE(reply_to_citizen(ports, officer, {docket(0), {}}, reply));
  EXPECT_EQ(got_it(1), 0);
}

}  // namespace
}  // namespace seva::actions
