#include <gmock/gmock.h>

#include "hosting/plugin_host.hpp"
#include "hosting/support/fake_store.hpp"
#include "hosting/support/ledger.hpp"
#include "hosting/support/plugin_folder.hpp"

namespace seva::hosting {
namespace {

/// A host with one channel, which tells what came of its requests. Its manifest asks for a host that lies on this machine, so that a request which is
/// let through is told from one that is not without a network.
class HostApprovalsTest : public ::testing::Test {
 protected:
  HostApprovalsTest() {
    folder_.add_plain("asking_channel");
    domain::PluginSettings settings;
    settings.id = "asking_channel";
    instance_.channels = {settings};
    HostOptions options{{folder_.path()}, {}, true, std::chrono::seconds(60), kPluginHost};
    host_ = std::make_unique<PluginHost>(std::move(options), store_, clock_);
    host_->start(instance_);
    host_->run_channels([this](actions::Turn turn) { return ledger_.commit(std::move(turn)); });
  }

  std::string asked(const std::string& url = "http://127.0.0.1:9/") {
    const auto response = host_->webhooks().receive("asking_channel", {"POST", "https://x/", "/", {}, {}, url});
    return response.status == 200 ? response.body : std::to_string(response.status);
  }

  static constexpr const char* kLetThrough = "address_not_allowed";  // a manifest's host is reached at public addresses alone

  PluginFolder folder_;
  FakeStore store_;
  FakeClock clock_;
  Ledger ledger_;
  domain::Instance instance_;
  std::unique_ptr<PluginHost> host_;
};

TEST_F(HostApprovalsTest, NoHostOfTheManifestIsReachedBeforeItsApprovalNorAfterItsWithdrawal) {
  EXPECT_EQ(asked(), "host_not_allowed");
  store_.approve("another_channel", "127.0.0.1:9");
  host_->reconcile(instance_);
  EXPECT_EQ(asked(), "host_not_allowed") << "it was not approved for this one";
  store_.approve("asking_channel", "127.0.0.1:9");
  EXPECT_EQ(asked(), "host_not_allowed") << "nobody looked yet";
  EXPECT_TRUE(host_->wants_reconcile());
  host_->reconcile(instance_);
  EXPECT_FALSE(host_->wants_reconcile());
  EXPECT_EQ(asked(), kLetThrough);
  EXPECT_EQ(asked("http://127.0.0.1:10/"), "host_not_allowed");
  store_.withdraw("asking_channel", "127.0.0.1:9");
  EXPECT_TRUE(host_->wants_reconcile());
  host_->reconcile(instance_);
  EXPECT_EQ(asked(), "host_not_allowed");
}

TEST_F(HostApprovalsTest, ApprovalOfAHostThatTheManifestDoesNotAskForOpensNothing) {
  store_.approve("asking_channel", "127.0.0.1:10");
  host_->reconcile(instance_);
  EXPECT_EQ(asked("http://127.0.0.1:10/"), "host_not_allowed");
}

TEST_F(HostApprovalsTest, HostThatTheInstanceNamesNeedsNoApproval) {
  instance_.channels[0].hosts = {"127.0.0.1:9"};
  host_->reconcile(instance_);
  EXPECT_EQ(asked(), "unreachable") << "it went there, and nobody listens";
}

TEST_F(HostApprovalsTest, OnlyAChannelWhoseHostsChangeStartsAnew) {
  EXPECT_EQ(asked(), "host_not_allowed");
  const auto starts = [&] { return host_->catalogue().plugin("asking_channel")->figures.starts; };
  store_.approve("another_channel", "service.example");
  host_->reconcile(instance_);
  EXPECT_EQ(asked(), "host_not_allowed");
  EXPECT_EQ(starts(), 1);
  store_.approve("asking_channel", "127.0.0.1:9");
  host_->reconcile(instance_);
  EXPECT_EQ(asked(), kLetThrough);
  EXPECT_EQ(starts(), 2);
}

}  // namespace
}  // namespace seva::hosting
