#include "storage/store_test.hpp"

#include <stdlib.h>

#include "storage/migrate.hpp"

namespace seva::testing {

std::string name_of(Database database) {
  switch (database) {
    case Database::sqlite: return "sqlite";
    case Database::mariadb: return "mariadb";
    case Database::mariadb_row_by_row: return "mariadb_row_by_row";
  }
  return "";
}

StoreTest::StoreTest() {
  if (is_sqlite()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "seva-store-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("No temporary directory can be made.");
    folder_ = pattern;
    address_.path = (folder_ / "seva data=1.db").string();
  } else {
    address_ = MariadbServer::shared().new_database();
  }
  const auto migrated = storage::migrate(address_);
  if (!migrated) throw std::runtime_error(migrated.error().what);
  store_ = another_store();
}

StoreTest::~StoreTest() {
  store_.reset();
  std::error_code ignored;
  if (is_sqlite())
    std::filesystem::remove_all(folder_, ignored);
  else
    MariadbServer::shared().command("DROP DATABASE " + address_.name);
}

std::unique_ptr<actions::Store> StoreTest::another_store() const {
  storage::StoreOptions options;
  options.patience = std::chrono::seconds(20);
  if (GetParam() == Database::mariadb_row_by_row) options.batch_writing = storage::BatchWriting::row_by_row;
  return storage::open_store(address_, options);
}

void StoreTest::write(const actions::Changes& changes) {
  store().write([&](actions::Transaction& transaction) { transaction.write(changes); });
}

void expect_equal(const domain::Message& actual, const domain::Message& expected) {
  EXPECT_EQ(actual.id, expected.id);
  EXPECT_EQ(actual.channel, expected.channel);
  EXPECT_EQ(actual.source_id, expected.source_id);
  EXPECT_EQ(actual.revision, expected.revision);
  EXPECT_EQ(actual.thread, expected.thread);
  EXPECT_EQ(actual.in_reply_to, expected.in_reply_to);
  EXPECT_EQ(actual.author.id, expected.author.id);
  EXPECT_EQ(actual.author.handle, expected.author.handle);
  EXPECT_EQ(actual.author.name, expected.author.name);
  EXPECT_EQ(actual.addressed_to, expected.addressed_to);
  EXPECT_EQ(actual.text, expected.text);
  EXPECT_EQ(actual.language, expected.language);
  EXPECT_EQ(actual.sent_at, expected.sent_at);
  EXPECT_EQ(actual.received_at, expected.received_at);
  EXPECT_EQ(actual.hashtags, expected.hashtags);
  EXPECT_EQ(actual.mentions, expected.mentions);
  ASSERT_EQ(actual.attachments.size(), expected.attachments.size());
  for (std::size_t place = 0; place < actual.attachments.size(); ++place) {
    EXPECT_EQ(actual.attachments[place].id, expected.attachments[place].id);
    EXPECT_EQ(actual.attachments[place].type, expected.attachments[place].type);
    EXPECT_EQ(actual.attachments[place].url, expected.attachments[place].url);
  }
  ASSERT_EQ(actual.location.has_value(), expected.location.has_value());
  if (actual.location) {
    EXPECT_EQ(actual.location->latitude, expected.location->latitude);
    EXPECT_EQ(actual.location->longitude, expected.location->longitude);
    EXPECT_EQ(actual.location->place, expected.location->place);
  }
  EXPECT_EQ(actual.is_repliable, expected.is_repliable);
  EXPECT_EQ(actual.is_from_us, expected.is_from_us);
  EXPECT_EQ(actual.is_private, expected.is_private);
  EXPECT_EQ(actual.is_replayed, expected.is_replayed);
  EXPECT_EQ(actual.direction, expected.direction);
  EXPECT_EQ(actual.disposition, expected.disposition);
  EXPECT_EQ(actual.citizen, expected.citizen);
  EXPECT_EQ(actual.ticket, expected.ticket);
}

void expect_equal(const domain::TriageItem& actual, const domain::TriageItem& expected) {
  EXPECT_EQ(actual.id, expected.id);
  EXPECT_EQ(actual.message, expected.message);
  EXPECT_EQ(actual.ticket, expected.ticket);
  EXPECT_EQ(actual.question, expected.question);
  EXPECT_EQ(actual.unit, expected.unit);
  EXPECT_EQ(actual.opened_at, expected.opened_at);
  EXPECT_EQ(actual.due_at, expected.due_at);
  EXPECT_EQ(actual.decided_at, expected.decided_at);
  EXPECT_EQ(actual.decision, expected.decision);
  ASSERT_EQ(actual.assessments.size(), expected.assessments.size());
  for (std::size_t place = 0; place < actual.assessments.size(); ++place) {
    const auto& left = actual.assessments[place];
    const auto& right = expected.assessments[place];
    EXPECT_EQ(left.department, right.department);
    EXPECT_EQ(left.relevance, right.relevance);
    EXPECT_EQ(left.score, right.score);
    EXPECT_EQ(left.category, right.category);
    EXPECT_EQ(left.priority, right.priority);
    EXPECT_EQ(left.unit, right.unit);
    EXPECT_EQ(left.facts, right.facts);
    EXPECT_EQ(left.is_confidential, right.is_confidential);
    EXPECT_EQ(left.reasons, right.reasons);
    ASSERT_EQ(left.candidates.size(), right.candidates.size());
    for (std::size_t candidate = 0; candidate < left.candidates.size(); ++candidate) {
      EXPECT_EQ(left.candidates[candidate].unit, right.candidates[candidate].unit);
      EXPECT_EQ(left.candidates[candidate].score, right.candidates[candidate].score);
    }
  }
}

void expect_equal(const domain::User& actual, const domain::User& expected) {
  EXPECT_EQ(actual.id, expected.id);
  EXPECT_EQ(actual.login, expected.login);
  EXPECT_EQ(actual.name, expected.name);
  EXPECT_EQ(actual.password_hash, expected.password_hash);
  EXPECT_EQ(actual.language, expected.language);
  EXPECT_EQ(actual.roles, expected.roles);
  EXPECT_EQ(actual.is_disabled, expected.is_disabled);
  EXPECT_EQ(actual.created_at, expected.created_at);
}

void expect_equal(const actions::DeadLetter& actual, const actions::DeadLetter& expected) {
  EXPECT_EQ(actual.id, expected.id);
  EXPECT_EQ(actual.plugin, expected.plugin);
  EXPECT_EQ(actual.digest, expected.digest);
  EXPECT_EQ(actual.origin, expected.origin);
  EXPECT_EQ(actual.reason, expected.reason);
  EXPECT_EQ(actual.bytes, expected.bytes);
  EXPECT_EQ(actual.size, expected.size);
  EXPECT_EQ(actual.at, expected.at);
  EXPECT_EQ(actual.is_event, expected.is_event);
  EXPECT_EQ(actual.event, expected.event);
  EXPECT_EQ(actual.tag, expected.tag);
  EXPECT_EQ(actual.head, expected.head);
  EXPECT_EQ(actual.state, expected.state);
  EXPECT_EQ(actual.attempts, expected.attempts);
  EXPECT_EQ(actual.settled_at, expected.settled_at);
}

}  // namespace seva::testing
