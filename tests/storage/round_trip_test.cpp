#include "storage/store_test.hpp"

namespace seva::testing {
namespace {

class RoundTrip : public StoreTest {
 protected:
  domain::Message stored(const domain::Message& message) {
    actions::Changes changes;
    changes.messages = {message};
    write(changes);
    const auto found = read([&](auto& transaction) { return transaction.tickets().message(message.id); });
    return found.value();
  }

  domain::Ticket stored(const domain::Ticket& ticket) {
    actions::Changes changes;
    changes.tickets = {ticket};
    write(changes);
    return read([&](auto& transaction) { return transaction.tickets().by_docket(ticket.docket); }).value();
  }
};

SEVA_ON_EVERY_DATABASE(RoundTrip);

TEST_P(RoundTrip, KeepsEveryFieldOfAMessage) {
  auto message = synthetic.message();
  message.revision = 4'000'000'000;
  message.in_reply_to = "12";
  message.attachments = {{"1", "image/jpeg", ""}, {"", "", "https://x.example/a?b=c:d"}};
  message.location = domain::Location{-26.123456789012345, 1.0 / 3.0, "लखनऊ"};
  message.is_repliable = false;
  message.is_from_us = true;
  message.is_private = true;
  message.is_replayed = true;
  message.direction = domain::Direction::outgoing;
  message.disposition = domain::Disposition::triage;
  expect_equal(stored(message), message);
}

TEST_P(RoundTrip, KeepsAMessageOfWhichNearlyAllIsEmpty) {
  domain::Message message;
  message.id = synthetic.id<domain::MessageId>();
  message.hashtags = {""};
  expect_equal(stored(message), message);
}

TEST_P(RoundTrip, KeepsTextsToTheByte) {
  auto message = synthetic.message();
  const std::string with_nul("a\0b\0", 4);
  message.text =
      "क्षत्रिय चिता चिंता \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA6 'quoted' \"twice\" back\\slash :name ? %s \r\n\t " +
      with_nul;
  message.author.name = with_nul;
  message.author.handle = "trailing blanks  ";
  message.source_id = "trailing blank ";
  message.hashtags = {with_nul, "\xF0\x9F\x99\x8F", "with \"quotes\" and \\"};
  message.location = domain::Location{0, 0, with_nul};
  expect_equal(stored(message), message);
}

TEST_P(RoundTrip, KeepsLongTexts) {
  auto message = synthetic.message();
  message.text.clear();
  while (message.text.size() < 1'000'000) message.text += "शिकायत \xF0\x9F\x99\x8F ";
  message.source_id = std::string(512, 'x');
  message.author.id.clear();
  for (int place = 0; place < 512; ++place) message.author.id += "क";
  expect_equal(stored(message), message);
}

TEST_P(RoundTrip, TellsIdsApartThatDifferInCaseOrBlanks) {
  for (const std::string source : {"abc", "ABC", "abc ", "abç", "चिता", "चिंता"}) {
    auto message = synthetic.message();
    message.source_id = source;
    expect_equal(stored(message), message);
    const std::vector<std::string> asked{source};
    const auto known = read([&](auto& transaction) { return transaction.intake().known_messages("twitter", asked); });
    ASSERT_EQ(known.size(), 1);
    EXPECT_EQ(known[0].id, message.id);
  }
}

TEST_P(RoundTrip, KeepsEveryFieldOfATicket) {
  auto ticket = synthetic.ticket();
  ticket.assignee = domain::UserId{77};
  ticket.priority = domain::Priority::emergency;
  ticket.status = domain::Status::closed;
  ticket.is_confidential = true;
  ticket.account = "Lucknow_Police";
  ticket.responded_at = synthetic.instant();
  ticket.paused_at = synthetic.instant();
  ticket.closed_at = synthetic.instant();
  ticket.verified_at = synthetic.instant();
  ticket.appealed_at = domain::from_micros(1);
  ticket.reopened_count = 3;
  ticket.needs_attention = true;
  ticket.outcome = {"fir_registered", {{"fir", "123/2026"}, {"station", "हज़रतगंज"}, {"", ""}}};
  ticket.version = 4'000'000'000;
  EXPECT_EQ(stored(ticket), ticket);
}

TEST_P(RoundTrip, KeepsATicketWithoutOptionalTimes) {
  auto ticket = synthetic.ticket();
  ticket.opened_at = domain::from_micros(-5);
  EXPECT_EQ(stored(ticket), ticket);
}

TEST_P(RoundTrip, KeepsEveryFieldOfAnEvent) {
  auto first = synthetic.event();
  first.ticket = synthetic.id<domain::TicketId>();
  first.message = synthetic.id<domain::MessageId>();
  first.actor = {domain::ActorKind::user, "12", "श्री प्रकाश"};
  first.reason = "because 'so'";
  first.set("text", std::string("NUL \0 in it", 11));
  first.reasons.push_back({domain::Aspect::deadline, "", {}, -0.1, {{4'000'000'000, 1}}});
  auto second = synthetic.event();
  second.kind = domain::EventKind::delivery_changed;
  second.ticket = first.ticket;
  second.details.clear();
  second.reasons.clear();
  actions::Changes changes;
  changes.events = {first, second};
  write(changes);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.tickets().events(first.ticket); }), changes.events);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.tickets().events_of_message(first.message); }), std::vector{first});
}

TEST_P(RoundTrip, KeepsEveryFieldOfATriageItem) {
  auto item = synthetic.triage_item();
  item.ticket = synthetic.id<domain::TicketId>();
  actions::Changes changes;
  changes.triage = {item};
  write(changes);
  expect_equal(read([&](auto& transaction) { return transaction.triage().find(item.id); }).value(), item);
  expect_equal(read([&](auto& transaction) { return transaction.triage().open_of_ticket(item.ticket); }).value(), item);
  expect_equal(read([&](auto& transaction) { return transaction.triage().open_of_message(item.message); }).value(), item);
}

TEST_P(RoundTrip, KeepsEveryFieldOfADelivery) {
  auto delivery = synthetic.delivery();
  delivery.kind = domain::DeliveryKind::private_message;
  delivery.attempts = 9;
  delivery.sent_id = "s 1";
  delivery.reason = "rate_limited";
  delivery.files = {{synthetic.id<domain::FileId>(), "image/png", 5'000'000'000}, {synthetic.id<domain::FileId>(), "image/jpeg", 1}};
  actions::Changes changes;
  changes.deliveries = {delivery};
  write(changes);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.deliveries().find(delivery.id); }), delivery);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.deliveries().by_sent_id(delivery.channel, "s 1"); }), delivery);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.deliveries().of_ticket(delivery.ticket); }), std::vector{delivery});
}

TEST_P(RoundTrip, KnowsWhetherAFileIsOnItsWay) {
  auto waiting = synthetic.delivery();
  waiting.state = domain::DeliveryState::queued;
  waiting.files = {{synthetic.id<domain::FileId>(), "image/png", 7}};
  auto sent = synthetic.delivery();
  sent.state = domain::DeliveryState::sent;
  sent.files = {{synthetic.id<domain::FileId>(), "image/png", 7}};
  actions::Changes changes;
  changes.deliveries = {waiting, sent};
  write(changes);
  const auto carries = [&](const std::string& channel, domain::FileId file) {
    return read([&](auto& transaction) { return transaction.deliveries().carries(channel, file); });
  };
  EXPECT_TRUE(carries(waiting.channel, waiting.files[0].id));
  EXPECT_FALSE(carries("another", waiting.files[0].id)) << "a channel sees its own deliveries alone";
  EXPECT_FALSE(carries(sent.channel, sent.files[0].id)) << "what was sent needs its bytes no more";
  EXPECT_FALSE(carries(waiting.channel, {1}));
}

TEST_P(RoundTrip, KeepsADeadLetterWholeWithWhatHandsItAgain) {
  auto letter = synthetic.dead_letter();
  while (letter.bytes.size() < 65'536) letter.bytes += letter.bytes;
  letter.is_event = true;
  letter.event = "webhook";
  letter.tag = "t";
  letter.head = R"({"method":"POST"})";
  actions::Changes changes;
  changes.dead_letters = {letter};
  write(changes);
  const auto found = read([&](auto& transaction) { return transaction.plugins().dead_letter(letter.id); });
  ASSERT_TRUE(found);
  expect_equal(*found, letter);
  EXPECT_FALSE(read([&](auto& transaction) { return transaction.plugins().dead_letter({letter.id.value + 1}); }));
}

TEST_P(RoundTrip, ListsDeadLettersWithoutTheirBytesByWhetherTheyWait) {
  auto letter = synthetic.dead_letter();
  actions::Changes changes;
  changes.dead_letters = {letter};
  write(changes);
  const auto list = [&](bool is_waiting) {
    return read([&](auto& transaction) { return transaction.plugins().dead_letters({letter.plugin, is_waiting, {}, 10}); });
  };
  ASSERT_EQ(list(true).size(), 1);
  EXPECT_EQ(list(true)[0].bytes, "");
  letter.state = actions::DeadLetterState::accepted;
  letter.attempts = 2;
  letter.settled_at = synthetic.instant();
  actions::Changes settled;
  settled.dead_letter_changes = {letter};
  write(settled);
  EXPECT_TRUE(list(true).empty());
  ASSERT_EQ(list(false).size(), 1);
  letter.bytes.clear();
  expect_equal(list(false)[0], letter);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.plugins().waiting_dead_letters({}); }), 0);
}

TEST_P(RoundTrip, KeepsUsersTheirRolesAndSessions) {
  const auto first = synthetic.user();
  auto second = synthetic.user();
  second.roles.clear();
  const domain::Session session{"hash", "csrf", first.id, synthetic.instant(), synthetic.instant()};
  store().write([&](actions::Transaction& transaction) {
    transaction.people().add(first);
    transaction.people().add(second);
    transaction.people().add(session);
  });
  expect_equal(read([&](auto& transaction) { return transaction.people().user(first.id); }).value(), first);
  expect_equal(read([&](auto& transaction) { return transaction.people().user_by_login(second.login); }).value(), second);
  const auto users = read([](auto& transaction) { return transaction.people().users(); });
  ASSERT_EQ(users.size(), 2);
  expect_equal(users[0], first);
  expect_equal(users[1], second);
  const auto found = read([](auto& transaction) { return transaction.people().session("hash"); }).value();
  EXPECT_EQ(found.csrf_token, "csrf");
  EXPECT_EQ(found.user, first.id);
  EXPECT_EQ(found.created_at, session.created_at);
  EXPECT_EQ(found.expires_at, session.expires_at);
  const auto whole = read([](auto& transaction) { return transaction.people().user_session("hash"); }).value();
  expect_equal(whole.user, first);
  EXPECT_EQ(whole.session.token_hash, "hash");
  EXPECT_EQ(whole.session.csrf_token, "csrf");
  EXPECT_EQ(whole.session.user, first.id);
  EXPECT_EQ(whole.session.created_at, session.created_at);
  EXPECT_EQ(whole.session.expires_at, session.expires_at);
  EXPECT_FALSE(read([](auto& transaction) { return transaction.people().user_session("unknown"); }));
}

TEST_P(RoundTrip, KeepsTheOrderOfRolesAndFindsWhoHasAnExtension) {
  auto user = synthetic.user();
  user.extension = "4711";
  user.roles = {{domain::Role::triage, "B"}, {domain::Role::officer, "C"}, {domain::Role::supervisor, "A"}};
  store().write([&](actions::Transaction& transaction) { transaction.people().add(user); });
  expect_equal(read([&](auto& transaction) { return transaction.people().user_by_extension("4711"); }).value(), user);
  EXPECT_FALSE(read([&](auto& transaction) { return transaction.people().user_by_extension(""); }));
  EXPECT_FALSE(read([&](auto& transaction) { return transaction.people().user_by_login("nobody"); }));
}

}  // namespace
}  // namespace seva::testing
