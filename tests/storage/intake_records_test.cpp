#include <map>

#include "storage/store_test.hpp"

namespace seva::testing {
namespace {

class Intake : public StoreTest {};

SEVA_ON_EVERY_DATABASE(Intake);

TEST_P(Intake, FindsCitizensOfAWholeBatchByTheirAuthorIds) {
  const auto changes = synthetic.intake_batch(400);
  write(changes);
  std::vector<std::string> authors{"nobody"};
  for (const auto& citizen : changes.citizens) authors.push_back(citizen.author.id);
  authors.push_back(authors.back());
  const auto citizens = read([&](auto& transaction) { return transaction.intake().citizens("twitter", authors); });
  ASSERT_EQ(citizens.size(), 400);
  for (const auto& citizen : changes.citizens) EXPECT_EQ(citizens.at(citizen.author.id), citizen.id);
  EXPECT_TRUE(read([&](auto& transaction) { return transaction.intake().citizens("open311", authors); }).empty());
  EXPECT_TRUE(read([&](auto& transaction) { return transaction.intake().citizens("twitter", {}); }).empty());
}

TEST_P(Intake, FindsWhatHasForeignIdsOfAnyBytesAndNothingElse) {
  const std::string longest(128, 'x');
  const std::vector<std::string> ids{"a\"b", "a\\b", "it's", "%_", "[1]", "a:b", "?", "लखनऊ", "\U0001F6A8", "\x01\t\n", " a ", "0", longest};
  actions::Changes changes;
  for (const std::string& id : ids) {
    changes.messages.push_back(synthetic.message());
    changes.messages.back().source_id = id;
  }
  write(changes);
  std::vector<std::string> asked = ids;
  asked.insert(asked.end(), {"a", "A\"B", "a ", "", "00", "लखन", longest.substr(1), std::string(600, 'x')});
  std::map<std::string, domain::MessageId> found;
  for (const auto& known : read([&](auto& transaction) { return transaction.intake().known_messages("twitter", asked); }))
    EXPECT_TRUE(found.emplace(known.source_id, known.id).second);
  ASSERT_EQ(found.size(), ids.size());
  for (const auto& message : changes.messages) EXPECT_EQ(found.at(message.source_id), message.id) << message.source_id;
}

TEST_P(Intake, CutsNoIdThatIsLongerThanAnyStored) {
  actions::Changes changes;
  changes.messages.push_back(synthetic.message());
  changes.messages.back().source_id = std::string(512, 'x');
  write(changes);
  const std::vector<std::string> asked{std::string(513, 'x'), std::string(600, 'x')};
  EXPECT_TRUE(read([&](auto& transaction) { return transaction.intake().known_messages("twitter", asked); }).empty());
}

TEST_P(Intake, FindsEveryMessageOfABatchLargerThanIsAskedForTogether) {
  const auto changes = synthetic.intake_batch(4'100);
  write(changes);
  std::vector<std::string> asked;
  for (const auto& message : changes.messages) asked.push_back(message.source_id);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.intake().known_messages("twitter", asked); }).size(), changes.messages.size());
}

TEST_P(Intake, FindsHowACitizenIsKnown) {
  const auto changes = synthetic.intake_batch(1);
  write(changes);
  const auto& citizen = changes.citizens[0];
  const auto author = read([&](auto& transaction) { return transaction.intake().author(citizen.id, "twitter"); }).value();
  EXPECT_EQ(author.id, citizen.author.id);
  EXPECT_EQ(author.handle, citizen.author.handle);
  EXPECT_EQ(author.name, citizen.author.name);
  EXPECT_FALSE(read([&](auto& transaction) { return transaction.intake().author(citizen.id, "open311"); }));
}

TEST_P(Intake, FindsEveryTicketOfEachThreadOnce) {
  actions::Changes changes;
  const auto add = [&](const std::string& thread, std::int64_t ticket, const std::string& channel = "twitter") {
    changes.messages.push_back(synthetic.message());
    changes.messages.back().thread = thread;
    changes.messages.back().channel = channel;
    changes.messages.back().ticket = {ticket};
  };
  add("a", 5);
  add("a", 5);
  add("a", 9);
  add("a", 0);
  add("b", 0);
  add("c", 7);
  add("c", 11, "open311");
  add("", 13);
  write(changes);
  const std::vector<std::string> threads{"a", "b", "c", "", "d"};
  std::multimap<std::string, std::int64_t> found;
  for (const auto& ticket : read([&](auto& transaction) { return transaction.intake().tickets_of_threads("twitter", threads); }))
    found.emplace(ticket.thread, ticket.ticket.value);
  EXPECT_EQ(found, (std::multimap<std::string, std::int64_t>{{"a", 5}, {"a", 9}, {"c", 7}}));
}

TEST_P(Intake, ReadsATicketsMessagesOldestFirst) {
  actions::Changes changes;
  for (const int sent_at : {30, 10, 20, 10}) {
    changes.messages.push_back(synthetic.message());
    changes.messages.back().ticket = {5};
    changes.messages.back().sent_at = domain::from_micros(sent_at);
  }
  write(changes);
  const auto messages = read([](auto& transaction) { return transaction.tickets().messages({5}); });
  ASSERT_EQ(messages.size(), 4);
  expect_equal(messages[0], changes.messages[1]);
  expect_equal(messages[1], changes.messages[3]);
  expect_equal(messages[2], changes.messages[2]);
  expect_equal(messages[3], changes.messages[0]);
}

TEST_P(Intake, ReadsTicketsByIdsInTheirOrder) {
  actions::Changes changes;
  for (int place = 0; place < 5; ++place) changes.tickets.push_back(synthetic.ticket());
  write(changes);
  const std::vector<domain::TicketId> ids{changes.tickets[3].id, {1}, changes.tickets[0].id};
  EXPECT_EQ(read([&](auto& transaction) { return transaction.tickets().by_ids(ids); }), (std::vector{changes.tickets[3], changes.tickets[0]}));
}

TEST_P(Intake, FindsWaitingDeliveriesThatAreDueOldestFirst) {
  actions::Changes changes;
  const auto add = [&](domain::DeliveryState state, std::int64_t at) {
    changes.deliveries.push_back(synthetic.delivery());
    changes.deliveries.back().state = state;
    changes.deliveries.back().next_attempt_at = domain::from_micros(at);
  };
  add(domain::DeliveryState::queued, 30);
  add(domain::DeliveryState::sending, 10);
  add(domain::DeliveryState::sent, 5);
  add(domain::DeliveryState::queued, 41);
  add(domain::DeliveryState::queued, 40);
  write(changes);
  const auto& all = changes.deliveries;
  EXPECT_EQ(read([](auto& transaction) { return transaction.deliveries().due(domain::from_micros(40), 10); }), (std::vector{all[1], all[0], all[4]}));
  EXPECT_EQ(read([](auto& transaction) { return transaction.deliveries().due(domain::from_micros(40), 1); }), (std::vector{all[1]}));
  EXPECT_FALSE(read([](auto& transaction) { return transaction.deliveries().by_sent_id("twitter", ""); }));
}

TEST_P(Intake, ShowsDeadLettersNewestFirst) {
  actions::Changes changes;
  for (int place = 0; place < 3; ++place) changes.dead_letters.push_back(synthetic.dead_letter());
  write(changes);
  const auto letters = read([](auto& transaction) { return transaction.plugins().dead_letters({"twitter", true, {}, 2}); });
  ASSERT_EQ(letters.size(), 2);
  EXPECT_EQ(letters[0].id, changes.dead_letters[2].id);
  EXPECT_EQ(letters[1].id, changes.dead_letters[1].id);
}

TEST_P(Intake, ChangesUsersAndEndsTheirSessions) {
  auto user = synthetic.user();
  const auto other = synthetic.user();
  store().write([&](actions::Transaction& transaction) {
    transaction.people().add(user);
    transaction.people().add(other);
    transaction.people().add(domain::Session{"one", "c", user.id, {}, {}});
    transaction.people().add(domain::Session{"two", "c", user.id, {}, {}});
    transaction.people().add(domain::Session{"three", "c", other.id, {}, {}});
  });
  user.name = "नया नाम";
  user.roles = {{domain::Role::administrator, ""}};
  user.is_disabled = true;
  store().write([&](actions::Transaction& transaction) {
    transaction.people().change(user);
    transaction.people().end_session("one");
  });
  expect_equal(read([&](auto& transaction) { return transaction.people().user(user.id); }).value(), user);
  EXPECT_FALSE(read([](auto& transaction) { return transaction.people().session("one"); }));
  EXPECT_TRUE(read([](auto& transaction) { return transaction.people().session("two"); }));
  store().write([&](actions::Transaction& transaction) { transaction.people().end_sessions_of(user.id); });
  EXPECT_FALSE(read([](auto& transaction) { return transaction.people().session("two"); }));
  EXPECT_TRUE(read([](auto& transaction) { return transaction.people().session("three"); }));
}

}  // namespace
}  // namespace seva::testing
