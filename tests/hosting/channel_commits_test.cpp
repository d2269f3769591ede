#include "hosting/support/channel_world.hpp"

/// What a channel's plugin does while the turns before are made durable.
namespace seva::hosting {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(ChannelRunnerTest, PluginIsHandedWhatComesNextWhileACommitIsUnderWay) {
  ChannelRunner& runner = run(accept_webhooks);
  states_.await(PluginState::running);
  const auto events_before = runner.figures().events.load();
  ledger_.hold();
  auto first = receive("m1");
  ledger_.await_commit_under_way();
  auto second = receive("m2");
  for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30); runner.figures().turns < events_before + 2;) {
    ASSERT_LT(std::chrono::steady_clock::now(), end) << "the plugin waits for the commit";
    std::this_thread::yield();
  }
  EXPECT_EQ(second.wait_for(0s), std::future_status::timeout) << "nothing is acknowledged before its own commit";
  ledger_.release();
  EXPECT_EQ(first.get().status, 200);
  EXPECT_EQ(second.get().status, 200);
  EXPECT_THAT(ledger_.messages(), ElementsAre("m1", "m2"));
}

TEST_F(ChannelRunnerTest, WhatWasHandledWhileACommitFailedIsDroppedWithIt) {
  ChannelRunner& runner = run(accept_webhooks);
  states_.await(PluginState::running);
  const auto events_before = runner.figures().events.load();
  ledger_.hold();
  auto first = receive("m1");
  ledger_.await_commit_under_way();
  auto second = receive("m2");
  for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30); runner.figures().turns < events_before + 2;) {
    ASSERT_LT(std::chrono::steady_clock::now(), end) << "the plugin waits for the commit";
    std::this_thread::yield();
  }
  ledger_.fail_next(1);
  ledger_.release();
  EXPECT_EQ(first.get().status, 503);
  EXPECT_EQ(second.get().status, 503) << "what follows a turn that was lost was made from it";
  EXPECT_THAT(ledger_.turns(), IsEmpty());
}

}  // namespace
}  // namespace seva::hosting
