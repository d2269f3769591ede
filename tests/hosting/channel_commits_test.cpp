#include "hosting/support/channel_world.hpp"

/// What a channel's plugin does while the turns before are made durable.
namespace seva::hosting {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Answer = std::future<actions::WebhookResponse>;

class ChannelCommitsTest : public ChannelRunnerTest {
 protected:
  /// Two webhooks; the plugin has answered both, and the ledger holds the first one's commit.
  std::pair<Answer, Answer> receive_while_the_first_is_committed() {
    ChannelRunner& runner = run(accept_webhooks);
    states_.await(PluginState::running);
    const auto turns_before = runner.figures().turns.load();
    ledger_.hold();
    Answer first = receive("m1");
    ledger_.await_commit_under_way();
    Answer second = receive("m2");
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (runner.figures().turns < turns_before + 2 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    EXPECT_EQ(runner.figures().turns, turns_before + 2) << "the plugin waits for the commit";
    return {std::move(first), std::move(second)};
  }
};

TEST_F(ChannelCommitsTest, PluginIsHandedWhatComesNextWhileACommitIsUnderWay) {
  auto [first, second] = receive_while_the_first_is_committed();
  EXPECT_EQ(second.wait_for(100ms), std::future_status::timeout) << "nothing is acknowledged before its own commit";
  ledger_.release();
  EXPECT_EQ(first.get().status, 200);
  EXPECT_EQ(second.get().status, 200);
  EXPECT_THAT(ledger_.messages(), ElementsAre("m1", "m2"));
}

TEST_F(ChannelCommitsTest, WhatWasHandledWhileACommitFailedIsDroppedWithIt) {
  auto [first, second] = receive_while_the_first_is_committed();
  ledger_.fail_next(1);
  ledger_.release();
  EXPECT_EQ(first.get().status, 503);
  EXPECT_EQ(second.get().status, 503) << "what follows a turn that was lost was made from it";
  EXPECT_THAT(ledger_.turns(), IsEmpty());
}

}  // namespace
}  // namespace seva::hosting
