#include "store_test.hpp"

namespace seva::testing {
namespace {

class HostApprovalsTest : public StoreTest {
 protected:
  void change(const std::function<void(actions::AdministrationRecords&)>& work) {
    store().write([&](actions::Transaction& transaction) { work(transaction.administration()); });
  }
  std::vector<domain::HostApproval> stored() {
    return read([](auto& transaction) { return transaction.administration().host_approvals(); });
  }
};

TEST_P(HostApprovalsTest, come_back_by_plugin_and_host_until_they_are_removed) {
  const domain::HostApproval first{"x", "service.example", {7}, "Arun", domain::from_micros(5)};
  const domain::HostApproval other{"x", "service.example:8443", {}, "command line", domain::from_micros(6)};
  EXPECT_TRUE(stored().empty());
  change([&](auto& records) { records.add(other); });
  change([&](auto& records) { records.add(first); });
  EXPECT_EQ(stored(), (std::vector{first, other}));
  change([](auto& records) { records.remove_host_approval("y", "service.example"); });
  EXPECT_EQ(stored().size(), 2U);
  change([](auto& records) { records.remove_host_approval("x", "service.example"); });
  EXPECT_EQ(stored(), std::vector{other});
}

SEVA_ON_EVERY_DATABASE(HostApprovalsTest);

}  // namespace
}  // namespace seva::testing
