#include "actions/assess_again.hpp"

#include "actions/decide_triage.hpp"
#include "actions/world.hpp"

namespace seva::actions {
namespace {

using domain::Question;

class WaitingForADepartment : public testing::Test, public World {
 protected:
  WaitingForADepartment() { departments.on = {"green"}; }

  /// Until nothing more is decided; the number of messages decided.
  std::size_t run_all() {
    std::size_t all = 0;
    for (std::size_t decided = again.run(); decided > 0; decided = again.run()) all += decided;
    return all;
  }

  AssessAgain again{ports};
};

TEST_F(WaitingForADepartment, waits_as_long_as_it_is_off) {
  take({post("1", "grievance D1")});
  const StoredCounts before = stored();
  EXPECT_EQ(run_all(), 0U);
  EXPECT_EQ(stored(), before);
}

TEST_F(WaitingForADepartment, is_decided_as_if_it_came_when_the_department_is_back) {
  take({post("1", "grievance THEFT D1"), post("2", "just talk"), post("3", "grievance unsure D1"), post("4", "grievance nowhere")});
  ASSERT_EQ(waiting().size(), 4U);
  departments.on.insert("blue");
  EXPECT_EQ(run_all(), 4U);
  ASSERT_EQ(tickets().size(), 2U);
  EXPECT_EQ(tickets().front().unit, "D1");
  EXPECT_EQ(tickets().back().unit, "DESK") << "nobody knows where";
  std::multiset<Question> questions;
  for (const domain::TriageItem& item : waiting()) questions.insert(item.question);
  EXPECT_EQ(questions, (std::multiset<Question>{Question::relevance, Question::unit}));
  const StoredCounts counts = stored();
  EXPECT_EQ(counts.messages, 4);
  EXPECT_EQ(counts.opened, 2);
  EXPECT_EQ(counts.chatter, 1);
  EXPECT_EQ(counts.triage, 1);
  EXPECT_EQ(deliveries(tickets().front().id).front().state, domain::DeliveryState::queued) << "the citizen gets the docket";
  EXPECT_EQ(run_all(), 0U);
  EXPECT_EQ(stored(), counts);
}

TEST_F(WaitingForADepartment, joins_its_conversation) {
  take({post("1", "grievance D1"), answer("2", "1", "and there is more")});
  departments.on.insert("blue");
  EXPECT_EQ(run_all(), 2U);
  ASSERT_EQ(tickets().size(), 1U);
  EXPECT_EQ(stored().appended, 1);
  EXPECT_TRUE(waiting().empty());
}

TEST_F(WaitingForADepartment, is_not_decided_over_a_person) {
  take({post("1", "grievance D1")});
  TriageDecision decision;
  decision.is_dismissed = true;
  decision.reason = "a joke";
  ASSERT_TRUE(decide_triage(ports, person(domain::Role::triage, "HQ"), waiting().front().id, decision));
  departments.on.insert("blue");
  EXPECT_EQ(run_all(), 0U);
  EXPECT_TRUE(tickets().empty());
}

TEST_F(WaitingForADepartment, does_not_keep_others_from_theirs) {
  std::vector<domain::Message> messages;
  for (int number = 0; number < 230; ++number) messages.push_back(post(std::to_string(number), "grievance D1"));
  take(messages);
  departments.on = {};
  domain::Message greens = post("g", "grievance D2");
  greens.mentions = {"GreenOffice"};
  take({greens});
  departments.on = {"green"};
  for (int run = 0; run < 6; ++run) again.run();
  ASSERT_EQ(tickets().size(), 1U);
  EXPECT_EQ(tickets().front().department, "green");
  departments.on.insert("blue");
  EXPECT_EQ(run_all(), 230U);
  EXPECT_EQ(tickets().size(), 200U) << "a list holds at most 200";
  EXPECT_EQ(stored().tickets, 231);
}

TEST_F(WaitingForADepartment, of_a_replay_is_not_answered_later_either) {
  take({post("1", "grievance D1")}, true);
  departments.on.insert("blue");
  EXPECT_EQ(run_all(), 1U);
  EXPECT_EQ(deliveries(tickets().front().id).front().reason, "replay");
}

}  // namespace
}  // namespace seva::actions
