#include "seva/poller.hpp"

#include <gtest/gtest.h>

#include "seva/testing/fake_host.hpp"

namespace seva {
namespace {

using namespace std::chrono_literals;

/// Polls a service whose pages are `newest next` in plain text.
class Polling final : public Channel {
  void on_start(const Start& start, Effects& effects) override { poller_.start(start, effects); }
  void on_timer(const TimerFired& timer, Effects& effects) override { poller_.on_timer(timer, effects); }
  void on_http_response(const HttpResponse& response, Effects& effects) override { poller_.on_http_response(response, effects); }

  static HttpRequest ask(const Poller::Position& position) {
    HttpRequest request;
    request.url = std::to_string(to_micros(position.since) / 1'000'000) + "/" + std::string(position.page);
    return request;
  }
  static Poller::Reading read(const HttpResponse& response, Effects& effects) {
    if (response.status == 429) return Poller::Retry{"limit", 900s};
    if (response.status != 200 || !response.body.starts_with("page ")) return Poller::Retry{"no page"};
    const std::string body(response.body.substr(5));
    const std::size_t blank = body.find(' ');
    effects.withdraw(body);
    return Poller::Page{blank == std::string::npos ? "" : body.substr(blank + 1), from_micros(std::stoll(body) * 1'000'000)};
  }

  Poller poller_{
      {.name = "poll", .interval = 60s, .backoff = 5s, .longest_backoff = 320s, .timeout = 30s, .overlap = 300s, .most_pages = 3}, ask, read};
};

constexpr seva_plugin kPolling = detail::describe<detail::ChannelHost, Polling>("{}");

class PollerTest : public ::testing::Test {
 protected:
  void SetUp() override { host_.start(); }
  std::string url() { return host_.request().at("url").as_string().c_str(); }
  testing::Turn answer(int status, std::string_view body) { return host_.answer(host_.request_tag(), status, body); }
  std::chrono::milliseconds until_timer() { return std::chrono::duration_cast<std::chrono::milliseconds>(host_.timers().at("poll") - host_.now()); }

  testing::FakeHost host_{kPolling};
  const std::int64_t first_ = to_micros(testing::FakeHost::kFirstNow) / 1'000'000;
};

TEST_F(PollerTest, asks_at_once_and_again_after_the_interval) {
  host_.fire_next_timer();
  EXPECT_EQ(url(), std::to_string(first_ - 3'600) + "/");
  const auto turn = answer(200, "page 1800000000");
  EXPECT_EQ(turn.one("save").at("value"), "1800000000000000");
  EXPECT_EQ(until_timer(), 60s);
  host_.fire_next_timer();
  EXPECT_EQ(url(), "1799999700/") << "The next poll begins an overlap before the newest.";
}

TEST_F(PollerTest, saves_its_cursor_only_with_the_last_page) {
  host_.fire_next_timer();
  EXPECT_TRUE(answer(200, "page 1800000000 two").of("save").empty());
  EXPECT_TRUE(url().ends_with("/two"));
  EXPECT_TRUE(answer(200, "page 1700000000 three").of("save").empty());
  EXPECT_EQ(answer(200, "page 1600000000").one("save").at("value"), "1800000000000000");
}

TEST_F(PollerTest, begins_where_the_instance_before_it_stopped) {
  host_.fire_next_timer();
  answer(200, "page 1800000000");
  host_.start();
  host_.fire_next_timer();
  EXPECT_EQ(url(), "1799999700/");
  EXPECT_TRUE(answer(200, "page 1750000000").of("save").empty()) << "The cursor never goes back.";
}

TEST_F(PollerTest, backs_off_doubling_and_comes_back) {
  for (const auto expected : {5s, 10s, 20s, 40s, 80s, 160s, 320s, 320s}) {
    host_.fire_next_timer();
    answer(500, "");
    EXPECT_EQ(until_timer(), expected);
  }
  host_.fire_next_timer();
  EXPECT_EQ(answer(200, "page 1800000000").one("health").at("state"), "ok");
  EXPECT_EQ(until_timer(), 60s);
}

TEST_F(PollerTest, tells_of_its_health_when_it_changes) {
  host_.fire_next_timer();
  EXPECT_EQ(answer(500, "").one("health").at("state"), "degraded");
  for (int failure = 2; failure < 5; ++failure) {
    host_.fire_next_timer();
    EXPECT_TRUE(answer(500, "").of("health").empty());
  }
  host_.fire_next_timer();
  EXPECT_EQ(answer(500, "").one("health").at("state"), "down");
}

TEST_F(PollerTest, stays_away_as_long_as_the_service_asks) {
  host_.fire_next_timer();
  answer(429, "");
  EXPECT_EQ(until_timer(), 900s);
}

TEST_F(PollerTest, takes_pages_in_a_circle_for_a_failure) {
  host_.fire_next_timer();
  answer(200, "page 1800000000 a");
  answer(200, "page 1800000000 b");
  const auto turn = answer(200, "page 1800000000 a");
  EXPECT_TRUE(turn.of("http_request").empty());
  EXPECT_TRUE(turn.of("save").empty());
  EXPECT_EQ(until_timer(), 5s);
}

TEST_F(PollerTest, drops_the_answer_to_a_poll_that_it_gave_up) {
  host_.fire_next_timer();
  const std::string late = host_.request_tag();
  host_.fire_next_timer();
  host_.fire_next_timer();
  EXPECT_EQ(host_.requests().size(), 2U);
  EXPECT_EQ(host_.answer(late, 200, "page 1800000000").answer, "[]");
  EXPECT_EQ(answer(200, "page 1800000000").of("save").size(), 1U);
}

/// What a service, a network or an operator may do instead of answering with a page.
using Trouble = std::function<void(testing::FakeHost&)>;

TEST_F(PollerTest, is_never_silent_whatever_happens_at_whichever_step) {
  const std::vector<Trouble> troubles{
      [](testing::FakeHost& host) { host.answer(host.request_tag(), 500, ""); },
      [](testing::FakeHost& host) { host.answer(host.request_tag(), 200, "<html>Welcome</html>"); },
      [](testing::FakeHost& host) { host.answer(host.request_tag(), 200, ""); },
      [](testing::FakeHost& host) { host.answer(host.request_tag(), 429, ""); },
      [](testing::FakeHost& host) { host.lose(host.request_tag(), "timeout", true); },
      [](testing::FakeHost& host) { host.lose(host.request_tag(), "dns", false); },
      [](testing::FakeHost& host) { host.fire_next_timer(); },
      [](testing::FakeHost& host) { host.start(); },
  };
  for (std::size_t trouble = 0; trouble < troubles.size(); ++trouble) {
    for (int pages_before = 0; pages_before <= 2; ++pages_before) {
      SCOPED_TRACE("trouble " + std::to_string(trouble) + " after page " + std::to_string(pages_before));
      testing::FakeHost host(kPolling);
      host.start();
      host.fire_next_timer();
      for (int page = 0; page < pages_before; ++page) host.answer(host.request_tag(), 200, "page 1800000000 next");
      troubles[trouble](host);
      EXPECT_TRUE(host.is_running());
      EXPECT_FALSE(host.timers().empty());
      EXPECT_TRUE(host.saved().empty()) << "Nothing may be skipped.";
      host.fire_next_timer();
      std::string newest;
      for (const auto& [tag, request] : host.requests()) newest = std::max(newest, tag);
      EXPECT_EQ(host.answer(newest, 200, "page 1900000000").of("save").size(), 1U);
    }
  }
}

}  // namespace
}  // namespace seva
