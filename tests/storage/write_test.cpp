#include <gmock/gmock.h>

#include <map>

#include "storage/store_test.hpp"

namespace seva::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using Counts = std::map<std::pair<std::string, domain::Status>, std::int64_t>;

class Write : public StoreTest {
 protected:
  actions::StoredCounts stored_counts() {
    return read([](auto& transaction) { return transaction.stored_counts(); });
  }

  Counts counts() {
    Counts counts;
    for (const auto& count : read([](auto& transaction) { return transaction.tickets().counts({true, {}}); }))
      if (count.tickets != 0) counts[{count.unit, count.status}] = count.tickets;
    return counts;
  }

  domain::Ticket stored_ticket() {
    actions::Changes changes;
    changes.tickets = {synthetic.ticket()};
    write(changes);
    return changes.tickets[0];
  }
};

SEVA_ON_EVERY_DATABASE(Write);

TEST_P(Write, StoresAWholeBatch) {
  const auto changes = synthetic.intake_batch(500);
  write(changes);
  actions::StoredCounts expected;
  expected.messages = expected.opened = expected.tickets = expected.citizens = expected.events = expected.deliveries = 500;
  EXPECT_EQ(stored_counts(), expected);
  std::vector<std::string> sources;
  for (const auto& message : changes.messages) sources.push_back(message.source_id);
  sources.push_back("unknown");
  sources.push_back(sources.front());
  const auto known = read([&](auto& transaction) { return transaction.intake().known_messages("twitter", sources); });
  EXPECT_EQ(known.size(), 500);
  for (const auto& message : {changes.messages.front(), changes.messages.back()})
    expect_equal(read([&](auto& transaction) { return transaction.tickets().message(message.id); }).value(), message);
}

TEST_P(Write, OfNothingWritesNothing) {
  write({});
  EXPECT_EQ(stored_counts(), actions::StoredCounts{});
}

TEST_P(Write, RefusesAKnownMessageAndWithItAllElse) {
  const auto first = synthetic.intake_batch(3);
  write(first);
  auto second = synthetic.intake_batch(3);
  second.messages[2].source_id = first.messages[0].source_id;
  const auto before = stored_counts();
  const auto counts_before = counts();
  try {
    write(second);
    ADD_FAILURE() << "the message was stored twice";
  } catch (const storage::DatabaseError& error) {
    EXPECT_EQ(error.failure(), storage::Failure::duplicate);
    EXPECT_EQ(error.statement(), "add messages");
  }
  EXPECT_EQ(stored_counts(), before);
  EXPECT_EQ(counts(), counts_before);
}

TEST_P(Write, KeepsAnotherRevisionOrChannelApart) {
  auto first = synthetic.message();
  auto second = first;
  second.id = synthetic.id<domain::MessageId>();
  second.revision = 2;
  auto third = first;
  third.id = synthetic.id<domain::MessageId>();
  third.channel = "open311";
  actions::Changes changes;
  changes.messages = {first, second, third};
  write(changes);
  const std::vector<std::string> sources{first.source_id};
  EXPECT_EQ(read([&](auto& transaction) { return transaction.intake().known_messages(first.channel, sources); }).size(), 2);
}

TEST_P(Write, RunsTheWorkAgainWhenTheTicketIsOutdated) {
  const auto stored = stored_ticket();
  auto stale = stored;
  stale.version = 7;
  int runs = 0;
  store().write([&](actions::Transaction& transaction) {
    actions::Changes changes;
    auto after = stored;
    after.version = 2;
    after.category = "changed";
    changes.ticket_changes = {{++runs == 1 ? stale : stored, after}};
    changes.events = {synthetic.event()};
    transaction.write(changes);
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(stored_counts().events, 1);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.tickets().by_docket(stored.docket); }).value().category, "changed");
}

TEST_P(Write, PassesOutdatedOnWhenItNeverEnds) {
  auto stale = stored_ticket();
  stale.version = 7;
  actions::Changes changes;
  changes.ticket_changes = {{stale, stale}};
  EXPECT_THROW(write(changes), actions::Outdated);
}

TEST_P(Write, ChangesOneTicketTwiceInOneTransaction) {
  const auto first = stored_ticket();
  auto second = first;
  second.version = 2;
  second.unit = "UNIT-B";
  auto third = second;
  third.version = 3;
  third.status = domain::Status::closed;
  third.closed_at = synthetic.instant();
  actions::Changes changes;
  changes.ticket_changes = {{first, second}, {second, third}};
  write(changes);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.tickets().by_docket(first.docket); }), third);
  EXPECT_EQ(counts(), (Counts{{{"UNIT-B", domain::Status::closed}, 1}}));
}

TEST_P(Write, DecidesATriageItemOnce) {
  actions::Changes changes;
  changes.triage = {synthetic.triage_item()};
  write(changes);
  auto item = changes.triage[0];
  item.decided_at = synthetic.instant();
  item.decision = "promoted";
  item.ticket = synthetic.id<domain::TicketId>();
  actions::Changes decided;
  decided.triage_changes = {item};
  write(decided);
  expect_equal(read([&](auto& transaction) { return transaction.triage().find(item.id); }).value(), item);
  EXPECT_FALSE(read([&](auto& transaction) { return transaction.triage().open_of_ticket(item.ticket); }));
  EXPECT_THROW(write(decided), actions::Outdated);
}

TEST_P(Write, ChangesDeliveriesAndMessages) {
  actions::Changes changes;
  changes.deliveries = {synthetic.delivery(), synthetic.delivery()};
  changes.messages = {synthetic.message()};
  write(changes);
  auto delivery = changes.deliveries[1];
  delivery.state = domain::DeliveryState::sent;
  delivery.attempts = 2;
  delivery.sent_id = "999";
  delivery.reason = "done";
  delivery.next_attempt_at = synthetic.instant();
  auto message = changes.messages[0];
  message.disposition = domain::Disposition::chatter;
  message.ticket = {};
  actions::Changes later;
  later.delivery_changes = {delivery};
  later.message_changes = {{message.id, message.disposition, message.ticket}};
  write(later);
  EXPECT_EQ(read([&](auto& transaction) { return transaction.deliveries().find(delivery.id); }), delivery);
  expect_equal(read([&](auto& transaction) { return transaction.tickets().message(message.id); }).value(), message);
}

TEST_P(Write, RefusesAChangeOfWhatIsNotStored) {
  actions::Changes changes;
  changes.delivery_changes = {synthetic.delivery()};
  EXPECT_THROW(write(changes), storage::DatabaseError);
}

TEST_P(Write, KeepsADeadLetterOnce) {
  const auto letter = synthetic.dead_letter();
  auto again = synthetic.dead_letter();
  again.digest = letter.digest;
  again.reason = "another reason";
  auto elsewhere = again;
  elsewhere.id = synthetic.id<domain::DeadLetterId>();
  elsewhere.plugin = "open311";
  actions::Changes changes;
  changes.dead_letters = {letter};
  write(changes);
  changes.dead_letters = {again, elsewhere};
  write(changes);
  const auto letters = read([](auto& transaction) { return transaction.plugins().dead_letters({"twitter", true, {}, 10}); });
  ASSERT_EQ(letters.size(), 1);
  EXPECT_EQ(letters[0].id, letter.id);
  EXPECT_EQ(stored_counts().dead_letters, 2);
}

TEST_P(Write, ReplacesAPluginsState) {
  actions::Changes changes;
  changes.plugin_states = {{"twitter", "cursor", "1", false}, {"twitter", "token", std::string("s\0t", 3), true}, {"other", "cursor", "9", false}};
  write(changes);
  changes.plugin_states = {{"twitter", "cursor", "2", false}};
  write(changes);
  const auto states = read([](auto& transaction) { return transaction.plugins().states("twitter"); });
  ASSERT_EQ(states.size(), 2);
  EXPECT_EQ(states[0].key, "cursor");
  EXPECT_EQ(states[0].value, "2");
  EXPECT_FALSE(states[0].is_secret);
  EXPECT_EQ(states[1].value, std::string("s\0t", 3));
  EXPECT_TRUE(states[1].is_secret);
}

TEST_P(Write, RollsBackWhatTheWorkThrewAwayAndPassesItOn) {
  struct Refusal {};
  const auto changes = synthetic.intake_batch(2);
  EXPECT_THROW(store().write([&](actions::Transaction& transaction) {
    transaction.write(changes);
    throw Refusal{};
  }),
               Refusal);
  EXPECT_EQ(stored_counts(), actions::StoredCounts{});
  write(changes);
  EXPECT_EQ(stored_counts().messages, 2);
}

TEST_P(Write, CommitsNothingAfterAnErrorThatTheWorkHid) {
  const auto first = synthetic.intake_batch(1);
  write(first);
  auto others = synthetic.intake_batch(1);
  EXPECT_THROW(store().write([&](actions::Transaction& transaction) {
    transaction.write(others);
    try {
      transaction.write(first);
    } catch (const storage::DatabaseError&) {
    }
  }),
               storage::DatabaseError);
  EXPECT_EQ(stored_counts().messages, 1);
}

TEST_P(Write, IsRefusedToAReader) {
  const auto changes = synthetic.intake_batch(1);
  EXPECT_THROW(store().read([&](actions::Transaction& transaction) { transaction.write(changes); }), std::logic_error);
  EXPECT_THROW(store().read([&](actions::Transaction& transaction) { transaction.people().add(synthetic.user()); }), storage::DatabaseError);
}

TEST_P(Write, SeesItsOwnChangesAndOthersSeeThemAfterTheCommit) {
  const auto changes = synthetic.intake_batch(1);
  store().write([&](actions::Transaction& transaction) {
    transaction.write(changes);
    EXPECT_TRUE(transaction.tickets().by_docket(changes.tickets[0].docket));
    EXPECT_FALSE(read([&](auto& other) { return other.tickets().by_docket(changes.tickets[0].docket); }));
  });
  EXPECT_TRUE(read([&](auto& other) { return other.tickets().by_docket(changes.tickets[0].docket); }));
}

TEST_P(Write, ErrorsNeverHoldWhatWasBound) {
  const std::string marker = "SECRET-MARKER-4711";
  auto first = synthetic.intake_batch(1);
  first.messages[0].source_id = marker;
  first.messages[0].text = marker + " text";
  first.citizens[0].author.id = marker;
  write(first);
  auto message = synthetic.message();
  message.source_id = marker;
  message.text = marker;
  actions::Changes duplicate;
  duplicate.messages = {message};
  actions::Changes identity;
  identity.citizens = {{domain::CitizenId{5}, first.citizens[0].channel, first.citizens[0].author, synthetic.instant()}};
  actions::Changes ticket;
  ticket.tickets = {first.tickets[0]};
  ticket.tickets[0].id = synthetic.id<domain::TicketId>();
  ticket.tickets[0].summary = marker;
  for (const auto& changes : {duplicate, identity, ticket}) {
    try {
      write(changes);
      ADD_FAILURE() << "a duplicate was stored";
    } catch (const std::exception& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr(marker)));
      EXPECT_THAT(error.what(), Not(HasSubstr(first.tickets[0].docket)));
      EXPECT_THAT(error.what(), HasSubstr("code"));
      EXPECT_EQ(dynamic_cast<const std::nested_exception*>(&error), nullptr);
    }
  }
  auto user = synthetic.user();
  store().write([&](actions::Transaction& transaction) { transaction.people().add(user); });
  user.password_hash = marker;
  try {
    store().write([&](actions::Transaction& transaction) { transaction.people().add(user); });
    ADD_FAILURE() << "a duplicate was stored";
  } catch (const std::exception& error) {
    EXPECT_THAT(error.what(), Not(HasSubstr(marker)));
    EXPECT_THAT(error.what(), Not(HasSubstr(user.login)));
  }
}

TEST_P(Write, CountsEqualARecountAfterRandomChanges) {
  std::map<std::int64_t, domain::Ticket> tickets;
  const auto random_status = [&] { return static_cast<domain::Status>(1 + synthetic.below(4)); };
  for (int round = 0; round < 40; ++round) {
    actions::Changes changes;
    for (auto fresh = synthetic.below(6); fresh > 0; --fresh) {
      auto ticket = synthetic.ticket();
      ticket.unit = "UNIT-" + std::to_string(synthetic.below(4));
      ticket.status = random_status();
      changes.tickets.push_back(ticket);
    }
    auto next = tickets;
    for (auto& [id, ticket] : next) {
      if (synthetic.below(3) != 0) continue;
      auto after = ticket;
      ++after.version;
      after.status = random_status();
      if (synthetic.below(2) == 0) after.unit = "UNIT-" + std::to_string(synthetic.below(4));
      changes.ticket_changes.push_back({ticket, after});
      ticket = after;
    }
    for (const auto& ticket : changes.tickets) next.emplace(ticket.id.value, ticket);
    const bool is_thrown_away = synthetic.below(5) == 0;
    try {
      store().write([&](actions::Transaction& transaction) {
        transaction.write(changes);
        if (is_thrown_away) throw round;
      });
      tickets = next;
    } catch (int) {
    }
  }
  Counts recount;
  for (const auto& [id, ticket] : tickets) ++recount[{ticket.unit, ticket.status}];
  EXPECT_EQ(counts(), recount);
  std::int64_t at_one = 0;
  for (const auto& count : read([](auto& transaction) { return transaction.tickets().counts({false, {"UNIT-1", "UNIT-9"}}); }))
    at_one += count.tickets;
  std::int64_t expected_at_one = 0;
  for (const auto& [key, number] : recount)
    if (key.first == "UNIT-1") expected_at_one += number;
  EXPECT_EQ(at_one, expected_at_one);
}

TEST_P(Write, HighestIdIsTheGreatestOfAnyTable) {
  EXPECT_EQ(store().highest_id(), 0);
  actions::Changes changes;
  changes.events = {synthetic.event()};
  changes.tickets = {synthetic.ticket()};
  write(changes);
  EXPECT_EQ(store().highest_id(), changes.tickets[0].id.value);
  changes = {};
  changes.dead_letters = {synthetic.dead_letter()};
  changes.dead_letters[0].id.value = std::numeric_limits<std::int64_t>::max() - 1;
  write(changes);
  EXPECT_EQ(store().highest_id(), std::numeric_limits<std::int64_t>::max() - 1);
}

}  // namespace
}  // namespace seva::testing
