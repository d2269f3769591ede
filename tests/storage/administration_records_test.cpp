#include "store_test.hpp"

namespace seva::testing {
namespace {

class AdministrationRecordsTest : public StoreTest {};

TEST_P(AdministrationRecordsTest, what_was_set_of_a_plugin_replaces_what_was_set_before) {
  domain::PluginOverride chosen{"police", false, std::nullopt, 1};
  store().write([&](actions::Transaction& transaction) { transaction.administration().set(chosen); });
  EXPECT_EQ(read([](auto& transaction) { return transaction.administration().overrides(); }), std::vector{chosen});
  chosen = {"police", std::nullopt, R"({"port":1})", 2};
  store().write([&](actions::Transaction& transaction) { transaction.administration().set(chosen); });
  EXPECT_EQ(read([](auto& transaction) { return transaction.administration().overrides(); }), std::vector{chosen});
}

TEST_P(AdministrationRecordsTest, a_secret_is_kept_as_it_was_sealed) {
  store().write([&](actions::Transaction& transaction) {
    transaction.administration().set(domain::PluginSecret{"x", "token", "k1", "old", domain::from_micros(5)});
    transaction.administration().set(domain::PluginSecret{"x", "token", "k2", "new", domain::from_micros(6)});
  });
  const auto kept = read([](auto& transaction) { return transaction.administration().secrets(); });
  ASSERT_EQ(kept.size(), 1);
  EXPECT_EQ(kept[0].key_id, "k2");
  EXPECT_EQ(kept[0].sealed, "new");
  EXPECT_EQ(kept[0].set_at, domain::from_micros(6));
}

TEST_P(AdministrationRecordsTest, acts_are_read_newest_first) {
  store().write([&](actions::Transaction& transaction) {
    transaction.administration().add({{1}, domain::from_micros(5), {7}, "Arun", "plugin_switched", "police", {{"enabled", "false"}}});
    transaction.administration().add({{2}, domain::from_micros(6), {7}, "Arun", "plugin_switched", "police", {}});
  });
  const auto acts = read([](auto& transaction) { return transaction.administration().acts(1); });
  ASSERT_EQ(acts.size(), 1);
  EXPECT_EQ(acts[0].id.value, 2);
  EXPECT_EQ(read([](auto& transaction) { return transaction.administration().acts(9); })[1].details.at("enabled"), "false");
}

TEST_P(AdministrationRecordsTest, codes_and_proofs_are_found_again_and_old_proofs_forgotten) {
  const domain::ProofCode code{{9}, "hash", domain::from_micros(1), domain::from_micros(2), 3, 4, domain::from_micros(5)};
  store().write([&](actions::Transaction& transaction) {
    transaction.proofs().set(code);
    transaction.proofs().add({"a", {9}, domain::ProofLevel::code, domain::from_micros(10)}, domain::from_micros(1));
    transaction.proofs().add({"b", {9}, domain::ProofLevel::handle, domain::from_micros(30)}, domain::from_micros(20));
  });
  const auto kept = read([](auto& transaction) { return transaction.proofs().code({9}); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->tries, 3);
  EXPECT_EQ(kept->codes, 4);
  EXPECT_EQ(kept->first_sent_at, domain::from_micros(5));
  EXPECT_FALSE(read([](auto& transaction) { return transaction.proofs().proof("a"); }));
  const auto proof = read([](auto& transaction) { return transaction.proofs().proof("b"); });
  ASSERT_TRUE(proof);
  EXPECT_EQ(proof->level, domain::ProofLevel::handle);
}

SEVA_ON_EVERY_DATABASE(AdministrationRecordsTest);

}  // namespace
}  // namespace seva::testing
