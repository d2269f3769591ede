#include "storage/host_approvals.hpp"

#include "store_test.hpp"

namespace seva::testing {
namespace {

class HostApprovalsTest : public StoreTest {
 protected:
  static domain::AdministrationAct act(std::int64_t id, const std::string& what) {
    return {{id}, domain::from_micros(5), {7}, "Arun", what, "x", {{"host", "service.example"}}};
  }
  std::size_t acts() {
    return read([](auto& transaction) { return transaction.administration().acts(50); }).size();
  }
};

TEST_P(HostApprovalsTest, who_approved_first_and_when_is_kept_with_the_act_until_it_is_withdrawn) {
  const auto approvals = storage::open_host_approvals(address());
  const domain::HostApproval first{"x", "service.example", {7}, "Arun", domain::from_micros(5)};
  const domain::HostApproval other{"x", "service.example:8443", {}, "command line", domain::from_micros(6)};
  EXPECT_TRUE(approvals->all().empty());
  EXPECT_TRUE(approvals->approve(first, act(1, "plugin_host_approved")));
  EXPECT_TRUE(approvals->approve(other, act(2, "plugin_host_approved")));
  EXPECT_FALSE(approvals->approve({"x", "service.example", {8}, "Bela", domain::from_micros(9)}, act(3, "plugin_host_approved")));
  EXPECT_EQ(approvals->all(), (std::vector{first, other}));
  EXPECT_EQ(acts(), 2U) << "what changed nothing is no act";
  EXPECT_EQ(storage::open_host_approvals(address())->all().size(), 2U) << "another program sees them";

  EXPECT_FALSE(approvals->withdraw("y", "service.example", act(4, "plugin_host_withdrawn")));
  EXPECT_TRUE(approvals->withdraw("x", "service.example", act(5, "plugin_host_withdrawn")));
  EXPECT_EQ(approvals->all(), std::vector{other});
  EXPECT_EQ(acts(), 3U);
}

SEVA_ON_EVERY_DATABASE(HostApprovalsTest);

}  // namespace
}  // namespace seva::testing
