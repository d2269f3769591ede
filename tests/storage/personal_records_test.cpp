#include "store_test.hpp"

namespace seva::testing {
namespace {

class PersonalRecordsTest : public StoreTest {
 protected:
  domain::Preferences preferences(std::int64_t user) {
    return read([&](actions::Transaction& transaction) { return transaction.personal().preferences({user}); });
  }
  void set(std::int64_t user, const domain::Preferences& wanted) {
    store().write([&](actions::Transaction& transaction) { transaction.personal().set_preferences({user}, wanted); });
  }
  void see(std::int64_t user, std::int64_t ticket, std::uint32_t version) {
    store().write([&](actions::Transaction& transaction) { transaction.personal().mark_seen({user}, {ticket}, version); });
  }
  std::map<std::int64_t, std::uint32_t> seen(std::int64_t user, const std::vector<domain::TicketId>& tickets) {
    std::map<std::int64_t, std::uint32_t> found;
    for (const auto& one : read([&](actions::Transaction& transaction) { return transaction.personal().seen({user}, tickets); }))
      found[one.ticket.value] = one.version;
    return found;
  }
};

TEST_P(PersonalRecordsTest, whoever_chose_nothing_has_no_preferences) { EXPECT_EQ(preferences(7), domain::Preferences{}); }

TEST_P(PersonalRecordsTest, the_last_choice_holds_and_is_each_persons_own) {
  const domain::Preferences dark{"hi", "dark", true, "dense"};
  const domain::Preferences quiet{"", "contrast", false, ""};
  set(1, dark);
  set(2, quiet);
  EXPECT_EQ(preferences(1), dark);
  EXPECT_EQ(preferences(2), quiet);
  set(1, {"en", "", std::nullopt, ""});
  EXPECT_EQ(preferences(1), (domain::Preferences{"en", "", std::nullopt, ""}));
  EXPECT_EQ(preferences(2), quiet);
}

TEST_P(PersonalRecordsTest, what_was_seen_is_found_by_person_and_ticket) {
  see(1, 10, 3);
  see(1, 11, 1);
  see(2, 10, 7);
  see(1, 10, 4);
  EXPECT_EQ(seen(1, {{10}, {11}, {12}}), (std::map<std::int64_t, std::uint32_t>{{10, 4}, {11, 1}}));
  EXPECT_EQ(seen(2, {{10}}), (std::map<std::int64_t, std::uint32_t>{{10, 7}}));
  EXPECT_TRUE(seen(3, {{10}}).empty());
  EXPECT_TRUE(seen(1, {}).empty());
}

SEVA_ON_EVERY_DATABASE(PersonalRecordsTest);

}  // namespace
}  // namespace seva::testing
