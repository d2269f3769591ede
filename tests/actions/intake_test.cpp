#include <random>

#include "actions/deaf_store.hpp"
#include "actions/deliver_replies.hpp"
#include "actions/work_ticket.hpp"
#include "actions/world.hpp"

namespace seva::actions {
namespace {

using domain::DeliveryState;
using domain::EventKind;
using domain::Question;
using domain::Status;

class Intake : public testing::Test, public World {};

TEST_F(Intake, opens_a_ticket_with_docket_unit_deadlines_and_reasons) {
  const Counts counts = take({post("1", "grievance THEFT D1")});
  EXPECT_EQ(counts.opened, 1);
  ASSERT_EQ(tickets().size(), 1U);
  const domain::Ticket ticket = tickets().front();
  EXPECT_TRUE(ticket.docket.starts_with("TST-"));
  EXPECT_EQ(ticket.unit, "D1");
  EXPECT_EQ(ticket.department, "blue");
  EXPECT_EQ(ticket.account, "Headquarters");
  EXPECT_EQ(ticket.response_due, kMorning + minutes{240});
  const auto history = events(ticket.id);
  ASSERT_EQ(history.size(), 1U);
  std::set<std::string> codes;
  for (const domain::Reason& reason : history.front().reasons) codes.insert(reason.code);
  EXPECT_EQ(codes, (std::set<std::string>{"department_by_owner", "word", "deadline_by_priority"}));
}

TEST_F(Intake, stores_nothing_twice) {
  take({post("1", "grievance D1")});
  const StoredCounts before = stored();
  const Counts again = take({post("1", "grievance D1"), post("1", "grievance D1")});
  EXPECT_EQ(again.duplicates, 2);
  EXPECT_EQ(again.stored, 0);
  EXPECT_EQ(stored(), before);
}

TEST_F(Intake, finds_duplicates_within_one_batch) {
  const Counts counts = take({post("1", "grievance D1"), post("1", "grievance D1"), post("2", "grievance D1")});
  EXPECT_EQ(counts.opened, 2);
  EXPECT_EQ(counts.duplicates, 1);
}

TEST_F(Intake, joins_the_citizens_reply_to_the_docket) {
  take({post("1", "grievance D1")});
  const Counts counts = take({answer("2", "1", "thank you, no words here"), answer("3", "2", "grievance again D2")});
  EXPECT_EQ(counts.appended, 2);
  ASSERT_EQ(tickets().size(), 1U);
  EXPECT_TRUE(tickets().front().needs_attention);
  EXPECT_EQ(events(tickets().front().id).back().kind, EventKind::message_appended);
}

TEST_F(Intake, gives_another_voice_with_a_grievance_of_its_own_a_ticket_of_its_own) {
  take({post("1", "grievance D1")});
  const Counts counts = take({answer("2", "1", "grievance too, D2", "bilal"), answer("3", "1", "what a shame", "chand")});
  EXPECT_EQ(counts.opened, 1);
  EXPECT_EQ(counts.appended, 1);
  EXPECT_EQ(tickets().size(), 2U);
}

TEST_F(Intake, joins_an_edit_to_its_docket) {
  take({post("1", "grievance D1")});
  domain::Message edited = post("1", "grievance D1, with the street's name");
  edited.revision = 2;
  EXPECT_EQ(take({edited}).appended, 1);
  EXPECT_EQ(take({edited}).duplicates, 1);
}

TEST_F(Intake, opens_no_docket_for_another_bodys_post) {
  domain::Message message = post("1", "grievance D1");
  message.mentions = {"SomebodyElse"};
  const Counts counts = take({message});
  EXPECT_EQ(counts.ignored, 1);
  EXPECT_EQ(stored().messages, 0);
}

TEST_F(Intake, never_takes_a_forged_docket_or_name_for_the_real_one) {
  take({post("1", "grievance D1")});
  const std::string docket = tickets().front().docket;
  take({post("2", "unsure about " + docket, "mallory")});
  EXPECT_EQ(events(tickets().front().id).size(), 1U);
}

TEST_F(Intake, keeps_our_own_posts_out_and_settles_their_delivery) {
  take({post("1", "grievance D1")});
  const domain::Ticket ticket = tickets().front();
  const domain::Delivery waiting = deliveries(ticket.id).front();
  domain::Message echo = answer("900", "1", waiting.text, "our-own-id");
  echo.is_from_us = true;
  domain::Message stray = post("901", "grievance D1", "our-own-id");
  stray.is_from_us = true;
  const Counts counts = take({echo, stray});
  EXPECT_EQ(counts.appended, 1);
  EXPECT_EQ(counts.ignored, 1);
  EXPECT_EQ(tickets().size(), 1U);
  EXPECT_EQ(deliveries(ticket.id).front().state, DeliveryState::sent);
  EXPECT_EQ(deliveries(ticket.id).front().sent_id, "900");
}

TEST_F(Intake, asks_a_person_where_it_is_unsure) {
  const Counts counts = take({post("1", "grievance unsure D1"), post("2", "grievance, place unknown"), post("3", "good morning")});
  EXPECT_EQ(counts.triage, 1);
  EXPECT_EQ(counts.opened, 1);
  EXPECT_EQ(counts.chatter, 1);
  std::multiset<Question> questions;
  for (const domain::TriageItem& item : waiting()) questions.insert(item.question);
  EXPECT_EQ(questions, (std::multiset<Question>{Question::relevance, Question::unit}));
  EXPECT_EQ(tickets().front().unit, "DESK");
}

TEST_F(Intake, chooses_the_owner_before_the_score_and_asks_within_the_margin) {
  departments.bias = {{"green", 0.05}};
  take({post("1", "grievance D1")});
  EXPECT_EQ(tickets().front().department, "blue");
  domain::Message nobodys = post("2", "grievance D1");
  nobodys.mentions = {"Open"};
  EXPECT_EQ(take({nobodys}).triage, 1);
  EXPECT_EQ(waiting().front().question, Question::department);
  departments.bias = {{"green", 0.09}, {"blue", -0.2}};
  domain::Message clear = post("3", "grievance D1");
  clear.mentions = {"Open"};
  EXPECT_EQ(take({clear}).opened, 1);
  EXPECT_EQ(tickets().back().department, "green");
}

TEST_F(Intake, sends_to_triage_what_a_department_that_is_off_would_have_taken) {
  departments.on = {"green"};
  EXPECT_EQ(take({post("1", "grievance D1")}).triage, 1);
  EXPECT_EQ(waiting().front().question, Question::department_off);
}

TEST_F(Intake, asks_about_an_edited_post_once) {
  domain::Message edited = post("1", "grievance unsure D1, corrected");
  edited.revision = 2;
  domain::Message clear = post("1", "grievance D1, corrected again");
  clear.revision = 3;
  take({post("1", "grievance unsure D1")});
  take({edited});
  ASSERT_EQ(waiting().size(), 1U);
  EXPECT_EQ(stored().messages, 2);
  take({clear});
  EXPECT_TRUE(waiting().empty());
  ASSERT_EQ(tickets().size(), 1U);
}

TEST_F(Intake, asks_about_a_post_once_that_was_edited_within_one_batch) {
  domain::Message edited = post("1", "grievance unsure D1, corrected");
  edited.revision = 2;
  domain::Message clear = post("1", "grievance D1, corrected again");
  clear.revision = 3;
  const Counts counts = take({post("1", "grievance unsure D1"), edited, clear});
  EXPECT_EQ(counts.stored, 3);
  EXPECT_TRUE(waiting().empty());
  EXPECT_EQ(tickets().size(), 1U);
}

TEST_F(Intake, records_what_is_not_sent_and_why) {
  take({post("1", "grievance D1")}, true);
  EXPECT_EQ(deliveries(tickets().front().id).front().state, DeliveryState::not_sent);
  EXPECT_EQ(deliveries(tickets().front().id).front().reason, "replay");
  domain::Message unrepliable = post("2", "grievance D1");
  unrepliable.is_repliable = false;
  domain::Message in_replay = post("3", "grievance D1");
  in_replay.mentions = {"GreenOffice"};
  take({unrepliable, in_replay});
  EXPECT_EQ(deliveries(tickets()[1].id).front().reason, "not_repliable");
  EXPECT_EQ(deliveries(tickets()[2].id).front().reason, "replay");
}

TEST_F(Intake, answers_in_the_citizens_language) {
  take({post("1", "grievance D1 मेरा फ़ोन चोरी हो गया है और थाने में कोई सुनवाई नहीं हुई"), post("2", "grievance D1")});
  EXPECT_TRUE(deliveries(tickets()[0].id).front().text.starts_with("शिकायत संख्या TST-"));
  EXPECT_TRUE(deliveries(tickets()[0].id).front().text.ends_with("जनपद एक"));
  EXPECT_TRUE(deliveries(tickets()[1].id).front().text.starts_with("Docket TST-"));
}

TEST_F(Intake, sets_aside_what_breaks_a_rule_and_takes_its_neighbours) {
  domain::Message wordless = post("1", " \n");
  domain::Message broken = post("2", "grievance \xff");
  domain::Message huge = post("3", std::string(200'000, 'a'));
  domain::Message early = post("4", "grievance D1");
  early.sent_at = domain::Instant{};
  const std::vector<domain::Message> batch{wordless, broken, huge, early, post("5", "grievance D1")};
  const Counts counts = take(batch);
  EXPECT_EQ(counts.unreadable, 4);
  EXPECT_EQ(counts.opened, 1);
  EXPECT_EQ(stored().dead_letters, 4);
  take(batch);
  EXPECT_EQ(stored().dead_letters, 4);
}

TEST_F(Intake, normalises_text) {
  take({post("1", "grievance D1 cafe\u0301")});
  EXPECT_EQ(tickets().front().summary, "grievance D1 caf\u00e9");
}

/// The same posts in any batches, with overlaps and repetitions, end in the same state.
TEST_F(Intake, decides_alike_however_the_posts_are_batched) {
  std::vector<domain::Message> posts;
  std::mt19937 random(3);
  for (int number = 0; number < 120; ++number) {
    const std::string id = std::to_string(number);
    const std::string author = "citizen" + std::to_string(random() % 9);
    const char* texts[] = {"grievance D1", "grievance unsure", "good morning", "grievance", "query D2"};
    const bool is_answer = number > 10 && random() % 3 == 0;
    posts.push_back(is_answer ? answer(id, std::to_string(random() % 10), texts[random() % 5], author) : post(id, texts[random() % 5], author));
  }
  take(posts);
  const auto shape_of = [](World& world) {
    std::vector<std::string> shape;
    for (const domain::Ticket& ticket : world.tickets()) shape.push_back(ticket.summary + " " + ticket.unit + " " + std::to_string(ticket.version));
    return shape;
  };
  World other;
  for (std::size_t begin = 0; begin < posts.size();) {
    const std::size_t size = 1 + random() % 7;
    const std::size_t from = begin > 3 ? begin - random() % 3 : begin;
    other.take({posts.begin() + static_cast<long>(from), posts.begin() + static_cast<long>(std::min(begin + size, posts.size()))});
    begin += size;
  }
  EXPECT_EQ(shape_of(other), shape_of(*this));
  EXPECT_EQ(other.stored(), stored());
}

class Outbox : public testing::Test, public World {
 protected:
  struct Boy final : Courier {
    std::vector<std::pair<domain::Delivery, bool>> carried;
    bool is_there = true;
    bool deliver(const domain::Delivery& delivery, bool is_retry) override {
      if (is_there) carried.emplace_back(delivery, is_retry);
      return is_there;
    }
  } courier;
  DeliverReplies deliver{ports, courier};
};

TEST_F(Outbox, records_the_attempt_before_it_is_made_and_waits_for_the_receipt) {
  take({post("1", "grievance D1")});
  EXPECT_EQ(deliver.run(), 1U);
  EXPECT_EQ(deliver.run(), 0U);
  ASSERT_EQ(courier.carried.size(), 1U);
  EXPECT_FALSE(courier.carried.front().second);
  EXPECT_EQ(deliveries(tickets().front().id).front().state, DeliveryState::sending);
  settle({courier.carried.front().first.id, "800", Receipt::State::sent, "", {}});
  EXPECT_EQ(deliveries(tickets().front().id).front().state, DeliveryState::sent);
  clock.time += hours{5};
  EXPECT_EQ(deliver.run(), 0U);
}

TEST_F(Outbox, makes_the_attempt_at_once_and_once_where_nobody_heard_that_it_was_recorded) {
  take({post("1", "grievance D1")});
  DeafStore deaf(*store);
  Ports deaf_ports{deaf, clock, identities, settings, departments, plugins, *search};
  DeliverReplies again{deaf_ports, courier};
  EXPECT_EQ(again.run(), 1U);
  EXPECT_EQ(again.run(), 0U);
  ASSERT_EQ(courier.carried.size(), 1U);
  EXPECT_FALSE(courier.carried.front().second) << "it is the first attempt";
}

TEST_F(Outbox, says_so_when_the_outcome_of_the_last_attempt_is_unknown) {
  take({post("1", "grievance D1")});
  deliver.run();
  clock.time += minutes{2};
  EXPECT_EQ(deliver.run(), 1U);
  EXPECT_TRUE(courier.carried.back().second);
}

TEST_F(Outbox, tries_again_when_the_channel_says_so_and_gives_up_in_the_end) {
  take({post("1", "grievance D1")});
  for (int attempt = 0; attempt < 20; ++attempt) {
    ASSERT_EQ(deliver.run(), 1U) << attempt;
    EXPECT_EQ(courier.carried.back().second, attempt > 0) << "an earlier attempt may have arrived";
    settle({courier.carried.back().first.id, "", Receipt::State::retry, "busy", std::chrono::milliseconds{60'000}});
    EXPECT_EQ(deliver.run(), 0U);
    clock.time += minutes{1};
  }
  EXPECT_EQ(deliver.run(), 0U);
  EXPECT_EQ(deliveries(tickets().front().id).front().state, DeliveryState::failed);
}

TEST_F(Outbox, counts_no_attempt_while_the_channel_is_not_there) {
  take({post("1", "grievance D1")});
  courier.is_there = false;
  EXPECT_EQ(deliver.run(), 0U);
  courier.is_there = true;
  clock.time += minutes{1};
  EXPECT_EQ(deliver.run(), 1U);
  EXPECT_EQ(courier.carried.front().first.attempts, 1U);
  EXPECT_FALSE(courier.carried.front().second);
}

TEST_F(Outbox, finds_the_docket_by_an_answer_to_what_was_sent) {
  take({post("1", "grievance D1")});
  deliver.run();
  settle({courier.carried.front().first.id, "800", Receipt::State::sent, "", {}});
  domain::Message reply_to_ours = answer("2", "800", "thank you");
  reply_to_ours.thread = "unknown";
  EXPECT_EQ(take({reply_to_ours}).appended, 1);
  domain::Message echo = answer("800", "1", courier.carried.front().first.text, "our-own-id");
  echo.is_from_us = true;
  EXPECT_EQ(take({echo}).duplicates, 1);
}

TEST_F(Outbox, never_goes_back_from_read) {
  take({post("1", "grievance D1")});
  deliver.run();
  const domain::DeliveryId id = courier.carried.front().first.id;
  settle({id, "800", Receipt::State::sent, "", {}});
  settle({{}, "800", Receipt::State::read, "", {}});
  settle({{}, "800", Receipt::State::delivered, "", {}});
  settle({id, "800", Receipt::State::sent, "", {}});
  settle({id, "", Receipt::State::failed, "late", {}});
  EXPECT_EQ(deliveries(tickets().front().id).front().state, DeliveryState::read);
}

TEST_F(Outbox, tells_a_failure_on_the_ticket) {
  take({post("1", "grievance D1")});
  deliver.run();
  settle({courier.carried.front().first.id, "", Receipt::State::failed, "parent_deleted", {}});
  const domain::Event told = events(tickets().front().id).back();
  EXPECT_EQ(told.kind, EventKind::delivery_changed);
  EXPECT_EQ(told.reason, "parent_deleted");
}

}  // namespace
}  // namespace seva::actions
