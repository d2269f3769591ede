#include "actions/approve_hosts.hpp"

#include "actions/world.hpp"

namespace seva::actions {
namespace {

class ApproveHosts : public World, public ::testing::Test {
 protected:
  class Counted final : public ConfigurationControl {
   public:
    bool apply() override {
      ++applied;
      return true;
    }
    int applied = 0;
  };

  domain::Result<void> approve(const std::string& name, const std::string& host, bool is_approved = true) {
    domain::Principal who = person(domain::Role::administrator, "HQ");
    who.name = name;
    return approve_host(ports, configuration, who, "x", host, is_approved);
  }
  std::vector<std::string> acts() {
    std::vector<std::string> acts;
    store->read([&](Transaction& transaction) {
      acts.clear();
      for (const domain::AdministrationAct& act : transaction.administration().acts(50)) acts.insert(acts.begin(), act.act + " " + act.user_name);
    });
    return acts;
  }

  Counted configuration;
};

TEST_F(ApproveHosts, keeps_who_said_so_first_with_one_act_each_and_acts_at_once) {
  ASSERT_TRUE(approve("Arun", "Service.Example"));
  clock.time += hours{1};
  ASSERT_TRUE(approve("Bela", "service.example"));
  ASSERT_EQ(host_approvals(*store).size(), 1U);
  EXPECT_EQ(host_approvals(*store).front(), (domain::HostApproval{"x", "service.example", {7}, "Arun", kMorning}));
  EXPECT_EQ(configuration.applied, 1) << "what was so already changes nothing";
  ASSERT_TRUE(approve("Bela", "service.example", false));
  ASSERT_TRUE(approve("Bela", "service.example", false));
  EXPECT_TRUE(host_approvals(*store).empty());
  EXPECT_EQ(acts(), (std::vector<std::string>{"plugin_host_approved Arun", "plugin_host_withdrawn Bela"}));
  EXPECT_EQ(configuration.applied, 2);
}

TEST_F(ApproveHosts, refuses_what_is_no_host_and_a_plugin_that_is_not_there) {
  for (const char* wrong : {"", "http://service.example", "service.example/path", ":80", "service.example:", "a b"})
    EXPECT_EQ(approve("Arun", wrong).error().code, "host_invalid") << wrong;
  EXPECT_EQ(approve_host(ports, configuration, person(domain::Role::administrator, "HQ"), "y", "service.example", true).error().kind,
            domain::ProblemKind::not_found);
  EXPECT_EQ(configuration.applied, 0);
  EXPECT_TRUE(acts().empty());
}

}  // namespace
}  // namespace seva::actions
