#include "hosting/plugin_host.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <sstream>
#include <thread>

#include "hosting/support/fake_store.hpp"
#include "hosting/support/ledger.hpp"
#include "hosting/support/plugin_folder.hpp"

namespace seva::hosting {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

domain::PluginSettings settings(const std::string& id) {
  domain::PluginSettings settings;
  settings.id = id;
  return settings;
}

class PluginHostTest : public ::testing::Test {
 protected:
  PluginHostTest() {
    folder_.add_plain("plain_channel");
    folder_.add_plain("plain_department");
    domain::Unit unit;
    unit.code = "U1";
    instance_.units = domain::UnitTree::build({unit}).value();
    instance_.channels = {settings("plain_channel")};
    instance_.departments = {settings("plain_department")};
  }

  PluginHost& host() {
    if (host_ == nullptr)
      host_ = std::make_unique<PluginHost>(HostOptions{{folder_.path()}, {}, true, std::chrono::seconds(60), kPluginHost}, store_, clock_);
    return *host_;
  }
  Commit commit() {
    return [this](actions::Turn turn) { return ledger_.commit(std::move(turn)); };
  }
  void serve() {
    host().start(instance_);
    host().run_channels(commit());
  }
  int status_of_webhook(const std::string& body) {
    return host().webhooks().receive("plain_channel", {"POST", "https://x/", "/", {}, {}, body}).status;
  }
  std::string state_of(const std::string& id) { return host().catalogue().plugin(id).value().state; }
  /// The state once it is this one, or what it is still after ten seconds: a channel's thread may be late.
  std::string awaited_state_of(const std::string& id, const std::string& wanted) {
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10); std::chrono::steady_clock::now() < end;) {
      if (state_of(id) == wanted) break;
      std::this_thread::yield();
    }
    return state_of(id);
  }
  std::optional<std::vector<domain::Assessment>> assess() {
    domain::Message message;
    message.text = "t";
    const std::vector<actions::Assessable> messages{{&message, {}, false}};
    return host().departments().assess("plain_department", messages);
  }

  PluginFolder folder_;
  FakeStore store_;
  FakeClock clock_;
  Ledger ledger_;
  domain::Instance instance_;
  std::unique_ptr<PluginHost> host_;
};

TEST_F(PluginHostTest, WebhookGoesThroughALoadedPluginIntoTheCommit) {
  serve();
  const auto response = host().webhooks().receive("plain_channel", {"POST", "https://x/", "/", {}, {}, "m1"});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "taken");
  EXPECT_THAT(response.headers, ElementsAre(std::pair<std::string, std::string>("x-plain", "yes")));
  EXPECT_THAT(ledger_.messages(), ElementsAre("m1"));
  EXPECT_EQ(host().webhooks().receive("unknown", {}).status, 404);
}

TEST_F(PluginHostTest, DeliveryComesBackAsAReceipt) {
  serve();
  EXPECT_EQ(status_of_webhook("m1"), 200);
  domain::Delivery delivery;
  delivery.id = {7};
  delivery.channel = "plain_channel";
  ASSERT_TRUE(host().courier().deliver(delivery, false));
  EXPECT_EQ(ledger_.await(2).at(1).receipts.at(0).delivery.value, 7);
  delivery.channel = "unknown";
  EXPECT_FALSE(host().courier().deliver(delivery, false));
}

TEST_F(PluginHostTest, DepartmentsAnswerBeforeAnyChannelRuns) {
  host().start(instance_);
  EXPECT_THAT(host().departments().enabled(), ElementsAre("plain_department"));
  ASSERT_TRUE(assess());
  EXPECT_EQ(assess()->at(0).unit, "U1");
  EXPECT_FALSE(host().departments().assess("unknown", {}));
}

TEST_F(PluginHostTest, DepartmentsAndChannelsAreSwitchedWhileItRuns) {
  serve();
  instance_.departments[0].is_enabled = false;
  instance_.channels[0].is_enabled = false;
  host().reconcile(instance_);
  EXPECT_EQ(state_of("plain_department"), "off");
  EXPECT_TRUE(host().departments().enabled().empty());
  EXPECT_FALSE(assess());
  EXPECT_EQ(status_of_webhook("m1"), 404);
  instance_.departments[0].is_enabled = true;
  instance_.channels[0].is_enabled = true;
  host().reconcile(instance_);
  EXPECT_TRUE(assess());
  EXPECT_EQ(status_of_webhook("m2"), 200);
  EXPECT_EQ(state_of("plain_department"), "running");
}

TEST_F(PluginHostTest, TicketsOfADepartmentThatIsOffCanStillBeClosed) {
  instance_.departments[0].is_enabled = false;
  host().start(instance_);
  domain::Ticket ticket;
  ticket.department = "plain_department";
  const auto unformed = host().departments().check_outcome(ticket, {"done", {{"number", "many"}}});
  ASSERT_TRUE(unformed);
  EXPECT_EQ(unformed->at(0).code, "field_invalid") << "the form still holds";
  const auto formed = host().departments().check_outcome(ticket, {"done", {{"number", "12"}}});
  ASSERT_TRUE(formed);
  EXPECT_TRUE(formed->empty());
  ticket.department = "gone";
  EXPECT_FALSE(host().departments().check_outcome(ticket, {"done", {}}));
}

TEST_F(PluginHostTest, OnlyWhatChangedStartsAnew) {
  serve();
  EXPECT_EQ(status_of_webhook("m1"), 200);
  host().reconcile(instance_);
  EXPECT_THAT(host().metrics(), HasSubstr("seva_channel_starts_total{channel=\"plain_channel\"} 1\n"));
  EXPECT_THAT(host().metrics(), HasSubstr("seva_channel_events_total{channel=\"plain_channel\"} 2\n"));
  instance_.channels[0].config_json = R"({"greeting": "new"})";
  host().reconcile(instance_);
  EXPECT_EQ(status_of_webhook("m2"), 200);
  EXPECT_THAT(host().metrics(), HasSubstr("seva_channel_events_total{channel=\"plain_channel\"} 2\n"));
}

TEST_F(PluginHostTest, BrokenPluginsBesideSoundOnesStopNothing) {
  for (const char* name : {"no_symbol", "wrong_abi", "undefined_symbol", "bad_manifest"}) folder_.add_broken(name);
  folder_.add_broken("null_effects");
  instance_.channels.push_back(settings("broken"));
  serve();
  EXPECT_EQ(state_of("no_symbol"), "refused");
  EXPECT_EQ(host().webhooks().receive("plain_channel", {"POST", "https://x/", "/", {}, {}, "m1"}).status, 200);
}

class BrokenEffects : public PluginHostTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(BrokenEffects, CostTheInstanceAndTheStateSaysSo) {
  folder_.add_broken(GetParam());
  instance_.channels.push_back(settings("broken"));
  host_ = std::make_unique<PluginHost>(HostOptions{{folder_.path()}, {}, true, std::chrono::milliseconds(200), kPluginHost}, store_, clock_);
  serve();
  const int status = host().webhooks().receive("broken", {"POST", "https://x/", "/", {}, {}, "m1"}).status;
  EXPECT_EQ(status, 503);
  EXPECT_EQ(awaited_state_of("broken", "failed"), "failed");
  EXPECT_EQ(status_of_webhook("m2"), 200);
}

INSTANTIATE_TEST_SUITE_P(Plugins, BrokenEffects,
                         ::testing::Values("null_effects", "garbage_effects", "unknown_effect", "unknown_field", "throwing_handle"),
                         [](const auto& plugin) { return std::string(plugin.param); });

TEST_F(PluginHostTest, FileIsReplayedWithoutRunningChannels) {
  host().start(instance_);
  std::istringstream file("m1\nm2\n");
  const auto report = host().replay(file, "plain_channel", ledger_.begin(), {"posts.jsonl"});
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->counts.posts_read, 2);
  EXPECT_THAT(ledger_.messages(), ElementsAre("m1", "m2"));
  EXPECT_EQ(host().replay(file, "unknown", ledger_.begin(), {"f"}).error().code, "channel_off");
}

TEST_F(PluginHostTest, MissingFileOfAPluginIsNamedAndTheOthersRun) {
  instance_.departments[0].files = {{"gazetteer", "/nowhere/gazetteer.csv"}};
  serve();
  EXPECT_EQ(state_of("plain_department"), "failed");
  EXPECT_THAT(host().catalogue().plugin("plain_department").value().reason, HasSubstr("plain_department.files.gazetteer"));
  EXPECT_EQ(status_of_webhook("m1"), 200);
}

TEST_F(PluginHostTest, AfterTheStopWebhooksAreNotAcknowledged) {
  serve();
  host().stop();
  EXPECT_EQ(status_of_webhook("m1"), 503);
  EXPECT_FALSE(assess());
}

}  // namespace
}  // namespace seva::hosting
