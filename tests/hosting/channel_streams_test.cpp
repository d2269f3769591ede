#include "hosting/support/channel_world.hpp"

namespace seva::hosting {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Opens a stream at the start, accepts a message of every event about it, and does what the stream says: ends it, opens it again, fails.
std::optional<std::string> stream_channel(const object& event, std::string_view payload) {
  const std::string type = text_of(event, "type");
  const std::string opening = R"({"type": "open_stream", "tag": "s", "url": "tcp://service.example:5038", "delimiter": "\n"})";
  if (type == "start") return "[" + opening + R"(, {"type": "send_stream", "tag": "s", "data": "hello"}])";
  if (type == "stream_opened") return "[" + accepting("opened") + "]";
  if (type == "stream_closed") return "[" + accepting("closed " + text_of(event, "error")) + "]";
  if (type != "stream_data") return "[]";
  if (payload == "fail\n") return std::nullopt;
  if (payload == "close\n") return R"([{"type": "close_stream", "tag": "s"}])";
  if (payload == "again\n") return "[" + opening + "]";
  return "[" + accepting(std::string(payload.substr(0, payload.size() - 1))) + "]";
}

TEST_F(ChannelRunnerTest, StreamIsOpenedSentToAndHeard) {
  run(stream_channel);
  const auto opened = broker_.await_stream(1);
  EXPECT_THAT(opened.allowed_hosts.declared, ElementsAre("service.example"));
  EXPECT_EQ(opened.request.url, "tcp://service.example:5038");
  EXPECT_EQ(opened.request.delimiter, "\n");
  states_.await(PluginState::running);
  EXPECT_EQ(*opened.sent, "hello");
  opened.listener->opened(0, {});
  ledger_.await(1);
  ASSERT_TRUE(opened.listener->take({"one\n"}));
  ledger_.await(2);
  opened.listener->closed("ended");
  ledger_.await(3);
  EXPECT_THAT(ledger_.messages(), ElementsAre("opened", "one", "closed ended"));
}

TEST_F(ChannelRunnerTest, StreamThatThePluginClosedSaysNothingMore) {
  run(stream_channel);
  const auto opened = broker_.await_stream(1);
  states_.await(PluginState::running);
  ledger_.hold();
  ASSERT_TRUE(opened.listener->take({"one\n"}));
  ledger_.await_commit_under_way();
  ASSERT_TRUE(opened.listener->take({"close\n"}));
  ledger_.release();
  while (!*opened.is_given_up) std::this_thread::yield();
  ASSERT_TRUE(opened.listener->take({"late\n"}));
  opened.listener->closed("ended");
  runner_->stop();
  EXPECT_THAT(ledger_.messages(), ElementsAre("one"));
}

TEST_F(ChannelRunnerTest, SameTagAgainTakesThePlaceOfTheOldStream) {
  run(stream_channel);
  const auto first = broker_.await_stream(1);
  ASSERT_TRUE(first.listener->take({"again\n"}));
  const auto second = broker_.await_stream(2);
  EXPECT_TRUE(*first.is_given_up);
  first.listener->closed("cut");
  second.listener->opened(0, {});
  ledger_.await(1);
  EXPECT_THAT(ledger_.messages(), ElementsAre("opened"));
  EXPECT_FALSE(*second.is_given_up);
}

TEST_F(ChannelRunnerTest, StreamEndsWithItsInstanceAndWhatWasReadOutlivesIt) {
  run(stream_channel);
  const auto first = broker_.await_stream(1);
  states_.await(PluginState::running);
  ASSERT_TRUE(first.listener->take({"fail\n"}));
  states_.await(PluginState::failed);
  EXPECT_TRUE(*first.is_given_up);
  ASSERT_TRUE(first.listener->take({"read before\n"}));
  first.listener->closed("cut");
  steady_.advance_when_slept_for(1s);
  states_.await(PluginState::failed, 2);
  steady_.advance_when_slept_for(60s);
  ledger_.await(2);
  EXPECT_THAT(ledger_.messages(), ElementsAre("read before"));
  EXPECT_EQ(runner_->figures().dead_letters, 1);
  EXPECT_FALSE(*broker_.await_stream(3).is_given_up);
}

TEST_F(ChannelRunnerTest, StreamIsNotReadWhileTooMuchWaits) {
  run(stream_channel);
  const auto opened = broker_.await_stream(1);
  states_.await(PluginState::running);
  ledger_.hold();
  std::size_t taken = 0;
  while (opened.listener->take({"line\n"})) ++taken;
  EXPECT_LE(taken, kTurnsAhead + 1);
  ledger_.release();
  while (!opened.listener->take({"line\n"})) opened.listener->wait_for_room();
  ledger_.await(1);
  runner_->stop();
  EXPECT_EQ(ledger_.messages().size(), taken + 1);
}

TEST_F(ChannelRunnerTest, NoMoreThanEightStreamsAreOpenAtOnce) {
  run([](const object& event, std::string_view) -> std::optional<std::string> {
    if (text_of(event, "type") == "stream_closed") return "[" + accepting(text_of(event, "tag") + " " + text_of(event, "error")) + "]";
    if (text_of(event, "type") != "start") return "[]";
    std::string effects;
    for (int stream = 1; stream <= 9; ++stream)
      effects +=
          (stream == 1 ? "" : ",") + (R"({"type": "open_stream", "tag": "s)" + std::to_string(stream)) + R"(", "url": "tcp://service.example:1"})";
    return "[" + effects + "]";
  });
  ledger_.await(1);
  EXPECT_THAT(ledger_.messages(), ElementsAre("s9 too_many"));
}

}  // namespace
}  // namespace seva::hosting
