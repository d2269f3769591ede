#include "store_test.hpp"

namespace seva::testing {
namespace {

class FileRecordsTest : public StoreTest {
 protected:
  static domain::File file(std::int64_t id, std::int64_t ticket, std::int64_t at) {
    domain::File made;
    made.id = {id};
    made.ticket = {ticket};
    made.uploader = {3};
    made.name = "कैमरा.jpg";
    made.type = "image/jpeg";
    made.size = 9'000'000;
    made.place = "place-" + std::to_string(id);
    made.key_id = "k1";
    made.is_sealed = true;
    made.created_at = domain::from_micros(at);
    return made;
  }
  std::optional<domain::File> found(std::int64_t id) {
    return read([&](actions::Transaction& transaction) { return transaction.files().find({id}); });
  }
  void add(const std::vector<domain::File>& files) {
    actions::Changes changes;
    changes.files = files;
    write(changes);
  }
};

TEST_P(FileRecordsTest, come_back_as_they_were_written) {
  add({file(11, 5, 100), file(12, 6, 200), file(13, 5, 300)});
  EXPECT_EQ(found(11), file(11, 5, 100));
  EXPECT_EQ(found(99), std::nullopt);
  EXPECT_EQ(read([](actions::Transaction& transaction) { return transaction.files().of_ticket({5}); }),
            (std::vector{file(11, 5, 100), file(13, 5, 300)}));
  EXPECT_GE(store().highest_id(), 13);
}

TEST_P(FileRecordsTest, what_waits_is_found_by_its_age) {
  add({file(11, 5, 100), file(12, 6, 200), file(13, 5, 300)});
  actions::Changes changes;
  changes.attached_files = {{{11}, {77}}};
  write(changes);
  const auto waiting = [&](std::int64_t before, std::size_t most) {
    return read([&](actions::Transaction& transaction) { return transaction.files().unattached(domain::from_micros(before), most); });
  };
  EXPECT_EQ(waiting(300, 10), std::vector{file(12, 6, 200)});
  EXPECT_EQ(waiting(301, 10).size(), 2U);
  EXPECT_EQ(waiting(301, 1).size(), 1U);
  EXPECT_EQ(found(11)->event, domain::EventId{77});
  const std::vector<std::string> places{"place-11", "place-13", "nowhere"};
  EXPECT_EQ(read([&](actions::Transaction& transaction) { return transaction.files().known_places(places); }),
            (std::unordered_set<std::string>{"place-11", "place-13"}));
}

TEST_P(FileRecordsTest, what_belongs_to_something_is_neither_attached_again_nor_removed) {
  add({file(11, 5, 100), file(12, 5, 100)});
  actions::Changes attach;
  attach.attached_files = {{{11}, {77}}};
  write(attach);
  actions::Changes remove;
  remove.removed_files = {{12}};
  write(remove);
  EXPECT_EQ(found(12), std::nullopt);
  for (const std::int64_t id : {11, 12}) {
    bool is_first = true;
    const auto once = [&](const actions::Changes& changes) {
      store().write([&](actions::Transaction& transaction) {
        if (is_first) {
          is_first = false;
          transaction.write(changes);
        }
      });
    };
    is_first = true;
    actions::Changes again;
    again.attached_files = {{{id}, {78}}};
    once(again);
    is_first = true;
    actions::Changes gone;
    gone.removed_files = {{id}};
    once(gone);
  }
  EXPECT_EQ(found(11)->event, domain::EventId{77}) << "refused with Outdated, so that the work is run again";
}

TEST_P(FileRecordsTest, what_is_to_be_fetched_is_found_until_it_is_settled) {
  const auto wanted = [](std::int64_t message, std::uint32_t part, std::int64_t at) {
    return actions::MessageFile{{message}, part, {}, "", 0, domain::from_micros(at)};
  };
  const auto due = [&](std::int64_t now, std::size_t most) {
    return read([&](actions::Transaction& transaction) { return transaction.files().wanted(domain::from_micros(now), most); });
  };
  actions::Changes changes;
  changes.message_files = {wanted(5, 0, 300), wanted(5, 1, 200), wanted(6, 0, 100)};
  write(changes);
  EXPECT_EQ(due(99, 10), std::vector<actions::MessageFile>{});
  EXPECT_EQ(due(300, 10), (std::vector{wanted(6, 0, 100), wanted(5, 1, 200), wanted(5, 0, 300)}));
  EXPECT_EQ(due(300, 1), std::vector{wanted(6, 0, 100)});

  actions::MessageFile stored{{5}, 0, {77}, "", 1, domain::from_micros(400)};
  actions::MessageFile refused{{6}, 0, {}, "gone", 2, domain::from_micros(500)};
  actions::Changes settled;
  settled.message_files = {stored, refused};
  write(settled);
  EXPECT_EQ(due(9'000, 10), std::vector{wanted(5, 1, 200)});
  const std::vector<domain::MessageId> messages{{6}, {5}, {9}};
  EXPECT_EQ(read([&](actions::Transaction& transaction) { return transaction.files().of_messages(messages); }),
            (std::vector{stored, wanted(5, 1, 200), refused}));
}

SEVA_ON_EVERY_DATABASE(FileRecordsTest);

}  // namespace
}  // namespace seva::testing
