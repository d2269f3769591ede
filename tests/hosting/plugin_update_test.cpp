#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <future>
#include <thread>

#include "hosting/plugin_host.hpp"
#include "hosting/support/fake_store.hpp"
#include "hosting/support/ledger.hpp"
#include "hosting/support/plugin_folder.hpp"

namespace seva::hosting {
namespace {

using ::testing::HasSubstr;

/// A host whose one channel gets newer versions while it runs.
class PluginUpdateTest : public ::testing::Test {
 protected:
  PluginUpdateTest() {
    put("1.0.0");
    domain::PluginSettings settings;
    settings.id = "versioned";
    instance_.channels = {settings};
    host_.start(instance_);
    host_.run_channels([this](actions::Turn turn) {
      for (const auto& save : turn.saves) store_.states = {{turn.channel, save.key, save.value}};
      return ledger_.commit(std::move(turn));
    });
  }

  static std::filesystem::path built(const std::string& version) {
    return std::filesystem::path(SEVA_BINARY_DIR) / "plain_plugins" / ("versioned_" + version + ".so");
  }
  std::filesystem::path place() const { return folder_.path() / "versioned.so"; }
  void put(const std::string& version) const {
    const auto beside = folder_.path() / "versioned.new";
    std::filesystem::copy_file(built(version), beside);
    std::filesystem::rename(beside, place());
  }
  std::string take(const std::string& id) {
    const auto response = host_.webhooks().receive("versioned", {"POST", "https://x/", "/", {}, {}, id});
    return response.status == 200 ? response.body : std::to_string(response.status);
  }
  actions::PluginFacts facts() { return host_.catalogue().plugin("versioned").value(); }

  PluginFolder folder_;
  FakeStore store_;
  FakeClock clock_;
  Ledger ledger_;
  domain::Instance instance_;
  PluginHost host_{HostOptions{{folder_.path()}, {}, true, std::chrono::seconds(60), kPluginHost}, store_, clock_};
};

TEST_F(PluginUpdateTest, NewerVersionGoesOnWithWhatTheOneBeforeSaved) {
  EXPECT_EQ(take("m1"), "1.0.0 1");
  put("1.1.0");
  EXPECT_EQ(take("m2"), "1.0.0 2") << "nothing happens before somebody looks";
  host_.reconcile(instance_);
  EXPECT_EQ(take("m3"), "1.1.0 3");
  EXPECT_EQ(facts().version, "1.1.0");
  EXPECT_EQ(facts().refused_update, "");
  EXPECT_EQ(facts().sha256, PluginImage::read(built("1.1.0")).value().sha256());
}

TEST_F(PluginUpdateTest, NewerVersionThatCrashesAtItsStartLeavesTheOneBeforeRunning) {
  EXPECT_EQ(take("m1"), "1.0.0 1");
  const auto starts = facts().figures.starts;
  put("1.2.0");
  host_.reconcile(instance_);
  EXPECT_EQ(take("m2"), "1.0.0 2");
  EXPECT_EQ(facts().state, "running");
  EXPECT_EQ(facts().version, "1.0.0");
  EXPECT_THAT(facts().refused_update, HasSubstr("SIGABRT"));
  EXPECT_EQ(facts().figures.starts, starts) << "it was not even interrupted";
  put("1.1.0");
  host_.reconcile(instance_);
  EXPECT_EQ(take("m3"), "1.1.0 3");
  EXPECT_EQ(facts().refused_update, "");
}

TEST_F(PluginUpdateTest, FileThatIsNoPluginOrAnotherOneIsNotTaken) {
  EXPECT_EQ(take("m1"), "1.0.0 1");
  put("1.3.0");
  host_.reconcile(instance_);
  EXPECT_THAT(facts().refused_update, HasSubstr("renamed"));
  EXPECT_EQ(take("m2"), "1.0.0 2");
  std::ofstream(folder_.path() / "versioned.new") << "this is no library";
  std::filesystem::rename(folder_.path() / "versioned.new", place());
  host_.reconcile(instance_);
  EXPECT_THAT(facts().refused_update, HasSubstr("versioned.so"));
  EXPECT_EQ(take("m3"), "1.0.0 3");
  std::filesystem::remove(place());
  host_.reconcile(instance_);
  EXPECT_EQ(take("m4"), "1.0.0 4") << "a file that is gone goes on running";
}

TEST_F(PluginUpdateTest, PinnedPluginIsNotReplacedUntilThePinIs) {
  EXPECT_EQ(take("m1"), "1.0.0 1");
  instance_.channels[0].sha256 = PluginImage::read(built("1.0.0")).value().sha256();
  host_.reconcile(instance_);
  put("1.1.0");
  host_.reconcile(instance_);
  EXPECT_EQ(take("m2"), "1.0.0 2");
  EXPECT_THAT(facts().refused_update, HasSubstr("pins"));
  instance_.channels[0].sha256 = PluginImage::read(built("1.1.0")).value().sha256();
  host_.reconcile(instance_);
  EXPECT_EQ(take("m3"), "1.1.0 3");
}

TEST_F(PluginUpdateTest, NewerVersionThatWantsToReachMoreIsTakenOnceSomebodyAgreed) {
  put("1.4.0");
  host_.reconcile(instance_);
  EXPECT_EQ(take("m1"), "1.0.0 1");
  EXPECT_THAT(facts().refused_update, HasSubstr("more.example"));
  instance_.channels[0].hosts = {"more.example"};
  host_.reconcile(instance_);
  EXPECT_EQ(take("m2"), "1.4.0 2");
}

TEST_F(PluginUpdateTest, NewerVersionThatWantsToReachMoreNeedsAnApprovalForThatHostAlone) {
  put("1.4.0");
  host_.reconcile(instance_);
  EXPECT_THAT(facts().refused_update, HasSubstr("seva plugin approve"));
  store_.approve("versioned", "service.example");
  host_.reconcile(instance_);
  EXPECT_EQ(facts().version, "1.0.0") << "that is the host of the one before";
  store_.withdraw("versioned", "service.example");
  store_.approve("versioned", "more.example");
  EXPECT_TRUE(host_.wants_reconcile());
  host_.reconcile(instance_);
  EXPECT_EQ(take("m1"), "1.4.0 1");
}

TEST_F(PluginUpdateTest, NewerVersionThatCrashesAgainAndAgainSoonAfterItsTrialIsTakenBack) {
  EXPECT_EQ(take("m1"), "1.0.0 1");
  put("1.5.0");
  host_.reconcile(instance_);
  EXPECT_EQ(facts().version, "1.5.0") << "its trial went well";
  EXPECT_EQ(take("m2"), "500") << "it failed on this twice";
  EXPECT_FALSE(host_.wants_reconcile());
  auto waiting = std::async(std::launch::async, [&] { return take("m3"); });
  while (!host_.wants_reconcile()) std::this_thread::yield();
  host_.reconcile(instance_);
  EXPECT_EQ(waiting.get(), "1.0.0 2") << "what waits is taken by the one before";
  EXPECT_EQ(facts().version, "1.0.0");
  EXPECT_EQ(facts().state, "running");
  EXPECT_THAT(facts().refused_update, ::testing::AllOf(HasSubstr("1.5.0 crashed again and again"), HasSubstr("SIGABRT")));
  host_.reconcile(instance_);
  EXPECT_EQ(take("m4"), "1.0.0 3") << "the same file is not tried again";
  EXPECT_EQ(host_.replace("versioned", built("1.5.0")).error().code, "plugin_taken_back");
  put("1.1.0");
  host_.reconcile(instance_);
  EXPECT_EQ(take("m5"), "1.1.0 4");
  EXPECT_EQ(facts().refused_update, "");
}

TEST_F(PluginUpdateTest, VersionThatWasTakenBackIsTakenWhereItIsPinned) {
  put("1.5.0");
  host_.reconcile(instance_);
  EXPECT_EQ(take("m1"), "500");
  auto waiting = std::async(std::launch::async, [&] { return take("m2"); });
  while (!host_.wants_reconcile()) std::this_thread::yield();
  host_.reconcile(instance_);
  EXPECT_EQ(waiting.get(), "1.0.0 1");
  instance_.channels[0].sha256 = PluginImage::read(built("1.5.0")).value().sha256();
  host_.reconcile(instance_);
  EXPECT_EQ(facts().version, "1.5.0");
}

TEST_F(PluginUpdateTest, NoMessageIsLostDoubledOrTurnedAwayWhileVersionsChange) {
  std::atomic<bool> is_over{false};
  std::atomic<int> sent{0};
  std::vector<std::string> turned_away;
  std::jthread sender([&] {
    while (!is_over) {
      const std::string id = "m" + std::to_string(sent++);
      if (const std::string answer = take(id); !answer.starts_with("1.")) turned_away.push_back(answer);
    }
  });
  for (int round = 0; round < 6; ++round) {
    const int before = sent;
    while (sent < before + 20) std::this_thread::yield();
    put(round % 2 == 0 ? "1.1.0" : "1.0.0");
    host_.reconcile(instance_);
  }
  is_over = true;
  sender.join();
  EXPECT_THAT(turned_away, ::testing::IsEmpty());
  std::vector<std::string> expected;
  for (int number = 0; number < sent; ++number) expected.push_back("m" + std::to_string(number));
  EXPECT_EQ(ledger_.messages(), expected);
  EXPECT_EQ(store_.states.at(0).value, std::to_string(sent)) << "the count went from version to version";
}

TEST_F(PluginUpdateTest, ReplaceChecksFirstAndPutsTheFileThereWhole) {
  EXPECT_EQ(take("m1"), "1.0.0 1");
  EXPECT_EQ(host_.replace("versioned", built("1.2.0")).error().code, "plugin_crashed");
  EXPECT_EQ(host_.replace("versioned", built("1.3.0")).error().code, "plugin_id_changed");
  EXPECT_EQ(host_.replace("absent", built("1.1.0")).error().kind, domain::ProblemKind::not_found);
  EXPECT_EQ(PluginImage::read(place())->sha256(), PluginImage::read(built("1.0.0"))->sha256());
  const auto replaced = host_.replace("versioned", built("1.1.0"));
  ASSERT_TRUE(replaced) << replaced.error().what;
  EXPECT_EQ(replaced->version_before, "1.0.0");
  EXPECT_EQ(replaced->version, "1.1.0");
  EXPECT_EQ(PluginImage::read(place())->sha256(), replaced->sha256);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1) << "nothing is left beside it";
  host_.reconcile(instance_);
  EXPECT_EQ(take("m2"), "1.1.0 2");
}

TEST_F(PluginUpdateTest, FigureOfWhatItDid) {
  EXPECT_EQ(take("m1"), "1.0.0 1");
  EXPECT_EQ(facts().figures.starts, 1);
  EXPECT_EQ(facts().figures.events, 2);
  EXPECT_EQ(facts().figures.effects, 3);
}

}  // namespace
}  // namespace seva::hosting
