#include "store_test.hpp"

namespace seva::testing {
namespace {

using domain::SealedKind;

class SealedRecordsTest : public StoreTest {
 protected:
  static actions::SealedEntry entry(SealedKind kind, std::int64_t subject, const std::string& bytes) { return {kind, subject, "k1", bytes}; }
  std::vector<actions::SealedEntry> entries(SealedKind kind, std::vector<std::int64_t> subjects) {
    return read([&](actions::Transaction& transaction) { return transaction.sealed().entries(kind, subjects); });
  }
};

TEST_P(SealedRecordsTest, entries_are_found_by_kind_and_subject) {
  actions::Changes changes;
  const std::string long_bytes(200'000, 'Q');
  changes.sealed = {entry(SealedKind::message, 7, "AAAA"), entry(SealedKind::identity, 7, "BBBB"), entry(SealedKind::message, 8, long_bytes)};
  write(changes);
  const auto found = entries(SealedKind::message, {7, 8, 9});
  ASSERT_EQ(found.size(), 2U);
  for (const auto& one : found) {
    EXPECT_EQ(one.kind, SealedKind::message);
    EXPECT_EQ(one.key_id, "k1");
    EXPECT_EQ(one.bytes, one.subject == 7 ? "AAAA" : long_bytes);
  }
  EXPECT_EQ(entries(SealedKind::identity, {7}).at(0).bytes, "BBBB");
  EXPECT_TRUE(entries(SealedKind::dead_letter, {7}).empty());
  EXPECT_TRUE(entries(SealedKind::message, {}).empty());
}

TEST_P(SealedRecordsTest, an_entry_replaces_the_one_before) {
  actions::Changes changes;
  changes.sealed = {entry(SealedKind::dead_letter, 1, "first")};
  write(changes);
  changes.sealed = {entry(SealedKind::dead_letter, 1, "second")};
  write(changes);
  ASSERT_EQ(entries(SealedKind::dead_letter, {1}).size(), 1U);
  EXPECT_EQ(entries(SealedKind::dead_letter, {1}).at(0).bytes, "second");
}

TEST_P(SealedRecordsTest, looks_are_kept_in_their_order) {
  actions::Changes changes;
  const domain::SealedRead first{{11}, {5}, {}, {3}, "मीरा", domain::SealedLook::text, domain::from_micros(100)};
  const domain::SealedRead second{{12}, {5}, {6}, {3}, "Meera", domain::SealedLook::identity, domain::from_micros(200)};
  const domain::SealedRead other{{13}, {}, {6}, {3}, "Meera", domain::SealedLook::text, domain::from_micros(300)};
  changes.sealed_reads = {first, second, other};
  write(changes);
  const auto reads = read([&](actions::Transaction& transaction) { return transaction.sealed().reads({5}); });
  EXPECT_EQ(reads, (std::vector{first, second}));
  EXPECT_GE(store().highest_id(), 13);
}

TEST_P(SealedRecordsTest, a_sealed_ticket_comes_back_sealed) {
  for (const int confidentiality : {0, 1, 2}) {
    domain::Ticket ticket;
    ticket.id = {100 + confidentiality};
    ticket.docket = "TST-" + std::to_string(confidentiality);
    ticket.unit = "U";
    ticket.is_confidential = confidentiality >= 1;
    ticket.is_sealed = confidentiality == 2;
    actions::Changes changes;
    changes.tickets = {ticket};
    write(changes);
    const auto stored = read([&](actions::Transaction& transaction) { return transaction.tickets().by_docket(ticket.docket); });
    EXPECT_EQ(stored, ticket);
  }
}

SEVA_ON_EVERY_DATABASE(SealedRecordsTest);

}  // namespace
}  // namespace seva::testing
