#include "seva/stream.hpp"

#include <gtest/gtest.h>

#include "seva/testing/fake_host.hpp"

namespace seva {
namespace {

using namespace std::chrono_literals;

/// Says hello when the stream is there; it works once the peer says "welcome", and is of no use when it says "bad".
class Streaming final : public Channel {
  void on_start(const Start&, Effects& effects) override { stream_.start(effects); }
  void on_timer(const TimerFired& timer, Effects& effects) override { stream_.on_timer(timer, effects); }
  void on_stream_opened(const StreamOpened& opened, Effects& effects) override {
    if (stream_.on_opened(opened, effects)) stream_.send("hello", effects);
  }
  void on_stream_closed(const StreamClosed& closed, Effects& effects) override { stream_.on_closed(closed, effects); }
  void on_stream_data(const StreamData& data, Effects& effects) override {
    if (!stream_.owns(data)) return;
    if (data.data == "welcome\n") stream_.prove(effects);
    if (data.data == "bad\n") stream_.give_up(HealthState::needs_login, "Refused.", effects);
  }

  Stream stream_{{.name = "line", .url = "tcp://peer:1", .headers = {}, .silence = 60s, .proof = 10s, .backoff = 1s, .longest_backoff = 8s}};
};

constexpr seva_plugin kStreaming = detail::describe<detail::ChannelHost, Streaming>("{}");

class StreamTest : public ::testing::Test {
 protected:
  void SetUp() override { EXPECT_EQ(host_.start().one("open_stream").at("silence_ms"), 60'000); }
  std::chrono::milliseconds until_timer() { return std::chrono::duration_cast<std::chrono::milliseconds>(host_.timers().at("line") - host_.now()); }
  void work() {
    host_.open_stream("line");
    host_.stream("line", "welcome\n");
  }

  testing::FakeHost host_{kStreaming};
};

TEST_F(StreamTest, speaks_once_the_peer_is_there_and_is_well_once_it_works) {
  EXPECT_EQ(host_.open_stream("line").one("send_stream").at("data"), "hello");
  const auto turn = host_.stream("line", "welcome\n");
  EXPECT_EQ(turn.one("health").at("state"), "ok");
  EXPECT_TRUE(host_.timers().empty());
}

TEST_F(StreamTest, opens_again_after_every_end_ever_more_rarely_and_soon_again_once_it_worked) {
  for (const auto& wait : {1s, 2s, 4s, 8s, 8s}) {
    host_.close_stream("line", "unreachable");
    EXPECT_EQ(until_timer(), wait);
    EXPECT_EQ(host_.fire_next_timer().of("open_stream").size(), 1U);
  }
  work();
  host_.close_stream("line", "cut");
  EXPECT_EQ(until_timer(), 1s);
}

TEST_F(StreamTest, tells_when_it_is_down_and_not_again_and_again) {
  EXPECT_EQ(host_.close_stream("line", "unreachable").one("health").at("state"), "degraded");
  host_.fire_next_timer();
  EXPECT_TRUE(host_.close_stream("line", "unreachable").of("health").empty());
  host_.fire_next_timer();
  EXPECT_EQ(host_.close_stream("line", "unreachable").one("health").at("state"), "down");
}

TEST_F(StreamTest, gives_up_a_peer_that_never_proves_itself) {
  host_.open_stream("line");
  EXPECT_EQ(until_timer(), 10s);
  const auto turn = host_.fire_next_timer();
  EXPECT_EQ(turn.of("close_stream").size(), 1U);
  EXPECT_EQ(until_timer(), 1s);
}

TEST_F(StreamTest, gives_up_a_stream_that_is_of_no_use_and_says_why) {
  host_.open_stream("line");
  const auto turn = host_.stream("line", "bad\n");
  EXPECT_EQ(turn.of("close_stream").size(), 1U);
  EXPECT_EQ(turn.one("health").at("state"), "needs_login");
  host_.fire_next_timer();
  EXPECT_EQ(host_.streams().size(), 1U);
}

TEST_F(StreamTest, always_has_something_pending_whatever_happens) {
  std::uint32_t random = 7;
  for (int step = 0; step < 5'000; ++step) {
    random = random * 1'664'525U + 1'013'904'223U;
    const bool has_stream = host_.streams().contains("line");
    switch ((random >> 16) % 6) {
      case 0:
        if (has_stream) host_.open_stream("line");
        break;
      case 1:
        if (has_stream) host_.close_stream("line", "cut");
        break;
      case 2: host_.stream("line", "welcome\n"); break;
      case 3: host_.stream("line", "bad\n"); break;
      case 4:
        if (!host_.timers().empty()) host_.fire_next_timer();
        break;
      default: host_.stream("line", "nonsense\n");
    }
    ASSERT_TRUE(host_.has_pending()) << "at step " << step;
  }
}

}  // namespace
}  // namespace seva
