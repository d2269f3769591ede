#include "actions/sealed_world.hpp"

namespace seva::actions {
namespace {

class SealedIntake : public ::testing::Test, public SealedWorld {};

TEST_F(SealedIntake, writes_nothing_in_clear) {
  const std::string docket = complaint();
  domain::Message second = sms("2", "He is at 17 Imaginary Lane now");
  second.location = domain::Location{26.85, 80.95, "17 Imaginary Lane"};
  second.attachments = {{"Anjali.jpg", "image/jpeg", "https://example.invalid/Anjali"}};
  second.hashtags = {"Testwala"};
  second.mentions = {"0000012345"};
  receive({second});
  EXPECT_TRUE(add_note(sealed_ports, officer, {docket, {}}, "Anjali called from +910000012345"));
  EXPECT_TRUE(assign_ticket(sealed_ports, officer, {docket, {}}, "").has_error());
  const domain::StatusChange closed{domain::Status::closed, {"fir", {{"fir_number", "Testwala 7"}}}, "Anjali agrees"};
  EXPECT_TRUE(change_status(sealed_ports, officer, {docket, {}}, closed));
  const domain::StatusChange again{domain::Status::in_process, {}, "Anjali asks for it"};
  EXPECT_TRUE(change_status(sealed_ports, officer, {docket, {}}, again));
  EXPECT_TRUE(reply_to_citizen(sealed_ports, officer, {docket, {}}, {"", true, std::nullopt, "neutral_contact"}));
  EXPECT_TRUE(reveal_identity(sealed_ports, supervisor, docket, "Anjali asked to be called"));
  HeardCourier courier;
  EXPECT_EQ(DeliverReplies(sealed_ports, courier).run(), 2U);
  told({courier.handed_over[0].id, "sms for +910000012345", Receipt::State::sent, "", {}});
  Turn turn;
  turn.unreadable = {{"from=0000012345&text=Anjali", 27, std::string(64, 'e'), "webhook", "bad"}};
  turn.saves = {{"h", "last", "Testwala", false}};
  turn.messages = {sms("", "Anjali without an id")};
  turn.messages[0].source_id.clear();
  receive(std::move(turn));
  expect_nothing_in_clear({"fir_number", "Anjali.jpg", std::string(64, 'e')});
  EXPECT_NE(database_bytes().find(docket), std::string::npos) << "the search looks at the right bytes";
}

TEST_F(SealedIntake, opens_a_ticket_that_shows_an_x_and_is_held_by_the_keeper) {
  complaint();
  const domain::Ticket ticket = tickets().front();
  EXPECT_TRUE(ticket.is_sealed);
  EXPECT_TRUE(ticket.is_confidential);
  EXPECT_EQ(ticket.summary, "X");
  EXPECT_EQ(ticket.unit, "LINE") << "a department's district never gets it";
  EXPECT_EQ(track_docket(sealed_ports, ticket.docket).error().kind, domain::ProblemKind::not_found);
}

TEST_F(SealedIntake, stays_what_its_events_say) {
  complaint();
  domain::Ticket rebuilt;
  for (const domain::Event& event : events(tickets().front().id)) apply(rebuilt, event);
  EXPECT_EQ(rebuilt, tickets().front());
}

TEST_F(SealedIntake, knows_her_again_and_nobody_else) {
  complaint();
  EXPECT_EQ(receive({sms("1", kComplaint)}).duplicates, 1);
  EXPECT_EQ(receive({sms("2", "he is back")}).appended, 1);
  EXPECT_EQ(receive({sms("3", "grievance of mine", "+910000099999")}).opened, 1);
  EXPECT_EQ(stored().citizens, 2);
}

TEST_F(SealedIntake, a_closed_ticket_catches_nothing_new_unless_she_names_it) {
  const std::string docket = complaint();
  EXPECT_TRUE(change_status(sealed_ports, officer, {docket, {}}, {domain::Status::closed, {"fir", {{"fir_number", "1"}}}, ""}));
  EXPECT_EQ(receive({sms("2", "grievance again, another man")}).opened, 1);
  EXPECT_EQ(receive({sms("3", "about " + docket + " he is back")}).appended, 1);
  EXPECT_TRUE(tickets().front().needs_attention);
}

TEST_F(SealedIntake, somebody_elses_docket_joins_nothing) {
  const std::string docket = complaint();
  EXPECT_EQ(receive({sms("2", "grievance about " + docket, "+910000099999")}).opened, 1);
  EXPECT_EQ(tickets().size(), 2U);
  EXPECT_EQ(events(tickets().front().id).size(), 1U);
}

TEST_F(SealedIntake, answers_with_neutral_words_in_private_or_not_at_all) {
  const std::string docket = complaint();
  HeardCourier courier;
  EXPECT_EQ(DeliverReplies(sealed_ports, courier).run(), 1U);
  const domain::Delivery& sent = courier.handed_over.front();
  EXPECT_EQ(sent.kind, domain::DeliveryKind::private_message);
  EXPECT_EQ(sent.to, kHerNumber);
  EXPECT_EQ(sent.text, "Your number is " + docket + ".");
  settings.instance.replies.erase("neutral_opened");
  EXPECT_EQ(receive({sms("2", "grievance of mine", "+910000099999")}).opened, 1);
  EXPECT_TRUE(deliveries(tickets().back().id).empty()) << "never the words for everybody";
}

TEST_F(SealedIntake, settles_receipts_by_what_the_channel_knows) {
  complaint();
  HeardCourier courier;
  DeliverReplies(sealed_ports, courier).run();
  const domain::DeliveryId id = courier.handed_over.front().id;
  told({id, "sent 0000012345", Receipt::State::sent, "", {}});
  told({{}, "sent 0000012345", Receipt::State::delivered, "", {}});
  EXPECT_EQ(deliveries(tickets().front().id).front().state, domain::DeliveryState::delivered);
  told({{}, "sent 0000099999", Receipt::State::failed, "gone", {}});
  EXPECT_EQ(deliveries(tickets().front().id).front().state, domain::DeliveryState::delivered);
  domain::Message answer = sms("2", "thank you");
  answer.thread.clear();
  answer.in_reply_to = "sent 0000012345";
  EXPECT_EQ(receive({answer}).appended, 1) << "an answer to what we sent finds the ticket";
}

TEST_F(SealedIntake, shows_the_text_to_approved_departments_alone) {
  settings.instance.departments[0].reads_sealed = false;
  EXPECT_EQ(receive({sms("1", kComplaint)}).triage, 1);
  const domain::TriageItem item = waiting().front();
  EXPECT_EQ(item.unit, "LINE");
  EXPECT_EQ(item.question, domain::Question::department);
  EXPECT_TRUE(item.assessments.empty());
  expect_nothing_in_clear();
}

TEST_F(SealedIntake, assesses_again_what_waited_and_keeps_it_sealed) {
  departments.on.erase("blue");
  settings.instance.accounts.back().department = "blue";
  EXPECT_EQ(receive({sms("1", kComplaint)}).triage, 1);
  EXPECT_EQ(receive({sms("2", "unsure grievance of Anjali", "+910000099999")}).triage, 1);
  departments.on.insert("blue");
  EXPECT_EQ(AssessAgain(sealed_ports).run(), 2U);
  ASSERT_EQ(tickets().size(), 1U);
  EXPECT_TRUE(tickets().front().is_sealed);
  EXPECT_EQ(tickets().front().unit, "LINE");
  ASSERT_EQ(waiting().size(), 1U);
  EXPECT_EQ(waiting().front().unit, "LINE");
  EXPECT_TRUE(waiting().front().assessments.at(0).reasons.empty()) << "they lie in the vault";
  HeardCourier courier;
  EXPECT_EQ(DeliverReplies(sealed_ports, courier).run(), 1U);
  EXPECT_EQ(courier.handed_over[0].to, kHerNumber);
  expect_nothing_in_clear({"0000099999"});
}

TEST_F(SealedIntake, lets_nothing_be_and_drops_nothing) {
  domain::Message aside = sms("1", "hello");
  aside.addressed_to = {"some other number"};
  EXPECT_EQ(receive({aside}).triage, 1);
  EXPECT_EQ(waiting().front().unit, "LINE");
}

TEST_F(SealedIntake, refuses_ids_that_look_like_the_kernels_own) {
  domain::Message forged = sms("1", "grievance");
  forged.author.id = "sealed:0123";
  EXPECT_EQ(receive({forged}).unreadable, 1);
}

TEST_F(SealedIntake, keeps_a_plugins_state_and_gives_it_back) {
  Turn turn;
  turn.saves = {{"h", "cursor", "Testwala", false}};
  receive(std::move(turn));
  std::vector<PluginState> states;
  sealed_store.read([&](Transaction& transaction) { states = transaction.plugins().states("h"); });
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(states.front().value, "Testwala");
  expect_nothing_in_clear();
}

TEST_F(SealedIntake, seals_who_calls_and_knows_her_from_her_messages) {
  complaint();
  const auto tell = [&](const std::string& call_id, std::int64_t sequence, domain::CallState state, const std::string& name) {
    domain::CallUpdate update;
    update.call_id = call_id;
    update.sequence = sequence;
    update.state = state;
    update.at = clock.time;
    update.from = kHerNumber;
    update.name = name;
    update.to = "1090";
    update.recording = name.empty() ? "" : "https://example.invalid/Anjali.mp3";
    update.location = domain::Location{26.85, 80.95, "17 Imaginary Lane"};
    Turn turn;
    turn.calls = {update};
    receive(std::move(turn));
  };
  tell("c1", 1, domain::CallState::waiting, kName);
  tell("c1", 2, domain::CallState::abandoned, "");
  std::vector<domain::CallSession> stored;
  std::vector<domain::CallSession> opened;
  const std::vector<std::string> ids{"c1"};
  const auto look = [&] {
    store->read([&](Transaction& transaction) { stored = transaction.calls().by_call_ids("h", ids); });
    sealed_store.read([&](Transaction& transaction) { opened = transaction.calls().by_call_ids("h", ids); });
  };
  look();
  ASSERT_EQ(stored.size(), 1U);
  EXPECT_TRUE(domain::is_pseudonym(stored[0].facts.number.value));
  EXPECT_EQ(stored[0].unit, "LINE");
  EXPECT_EQ(stored[0].citizen, tickets().front().citizen) << "the caller is the writer";
  EXPECT_EQ(stored[0].call_back.state, domain::CallBackState::owed);
  EXPECT_EQ(opened[0].facts.number.value, kHerNumber);
  EXPECT_EQ(opened[0].facts.name.value, kName) << "what an earlier update said is kept";
  tell("c2", 3, domain::CallState::answered, "");
  look();
  EXPECT_EQ(stored[0].call_back.state, domain::CallBackState::called_again) << "she is found by her number's hash";
  expect_nothing_in_clear({"Anjali.mp3"});
}

TEST_F(SealedIntake, stores_the_same_unreadable_bytes_once) {
  for (int round = 0; round < 2; ++round) {
    Turn turn;
    turn.unreadable = {{"text=Anjali", 11, std::string(64, 'e'), "webhook", "bad"}};
    receive(std::move(turn));
  }
  EXPECT_EQ(stored().dead_letters, 1);
}

TEST_F(SealedIntake, hands_over_nothing_without_the_key_and_takes_nothing_in) {
  complaint();
  machine::SodiumVault closed((folder / "no such file").string());
  SealingStore without(*store, closed, settings);
  Ports ports_without{without, clock, identities, settings, departments, sealed_plugins, *search};
  HeardCourier courier;
  EXPECT_EQ(DeliverReplies(ports_without, courier).run(), 0U);
  EXPECT_EQ(deliveries(tickets().front().id).front().attempts, 0U);
  Turn turn;
  turn.channel = "h";
  turn.messages = {sms("9", kComplaint)};
  EXPECT_THROW(ReceiveMessages(ports_without).commit(turn), std::runtime_error);
  EXPECT_EQ(stored().messages, 1);
}

TEST_F(SealedIntake, leaves_other_channels_as_they_are) {
  Turn turn;
  turn.channel = "x";
  turn.messages = {post("1", "grievance D1 in public")};
  EXPECT_EQ(ReceiveMessages(sealed_ports).commit(turn).opened, 1);
  EXPECT_EQ(tickets().front().summary, "grievance D1 in public");
  EXPECT_NE(database_bytes().find("grievance D1 in public"), std::string::npos);
}

}  // namespace
}  // namespace seva::actions
