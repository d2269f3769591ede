#include <gtest/gtest.h>

#include <functional>

#include "plugin.hpp"
#include "seva/testing/fake_host.hpp"

namespace seva::twitter {
namespace {

std::string page(const std::string& id, const std::string& next) {
  const std::string meta = next.empty() ? R"({"result_count":1})" : R"({"result_count":1,"next_token":")" + next + "\"}";
  return R"({"data":[{"id":")" + id + R"(","text":"@SevaPolice help","author_id":"5001","created_at":"2026-01-05T06:29:00.000Z"}],"meta":)" + meta +
         "}";
}

class Mentions : public ::testing::Test {
 protected:
  void SetUp() override { prepare(host_); }
  static void prepare(testing::FakeHost& host) {
    host.config = {{"mentions", true}, {"poll_seconds", 90}, {"accounts", {{{"handle", "SevaPolice"}, {"user_id", "1001"}}}}};
    host.secrets = {{"bearer_token", {"app-token"}}, {"consumer_secret", {"cs"}}};
  }
  std::string url() { return host_.request().at("url").as_string().c_str(); }
  testing::Turn answer(int status, std::string_view body) { return host_.answer(host_.request_tag(), status, body); }

  testing::FakeHost host_{seva_plugin_v1};
};

TEST_F(Mentions, are_asked_for_page_by_page_until_none_is_left) {
  host_.start();
  host_.fire_next_timer();
  EXPECT_TRUE(url().starts_with("https://api.x.com/2/users/1001/mentions?max_results=100&start_time=2026-01-05T05%3A30%3A00Z&")) << url();
  EXPECT_EQ(host_.request().at("headers").at("authorization"), "Bearer app-token");
  const auto first = answer(200, page("2001000000000000001", "two"));
  EXPECT_EQ(first.accepted("messages").size(), 1U);
  EXPECT_TRUE(first.of("save").empty());
  EXPECT_NE(url().find("pagination_token=two"), std::string::npos);
  const auto last = answer(200, page("2001000000000000000", ""));
  EXPECT_EQ(last.one("save").at("key"), "mentions_1001");
  EXPECT_EQ(last.one("set_timer").at("after_ms"), 90'000);
  EXPECT_EQ(last.one("health").at("state"), "ok");
}

TEST_F(Mentions, are_not_polled_by_a_node_that_is_not_the_lead_nor_unless_configured) {
  host_.is_lead = false;
  host_.start();
  EXPECT_FALSE(host_.has_pending());
  host_.is_lead = true;
  host_.config["mentions"] = false;
  host_.start();
  EXPECT_FALSE(host_.has_pending());
}

TEST_F(Mentions, need_a_token) {
  host_.secrets.erase("bearer_token");
  EXPECT_EQ(host_.start().one("health").at("state"), "needs_login");
  EXPECT_FALSE(host_.has_pending());
}

TEST_F(Mentions, of_many_accounts_are_spread_over_the_interval) {
  boost::json::array accounts;
  for (int number = 0; number < 10; ++number)
    accounts.push_back({{"handle", "Office" + std::to_string(number)}, {"user_id", std::to_string(1000 + number)}});
  host_.config["accounts"] = accounts;
  host_.start();
  ASSERT_EQ(host_.timers().size(), 10U);
  EXPECT_EQ(host_.timers().at("mentions_1000"), host_.now());
  EXPECT_EQ(host_.timers().at("mentions_1009") - host_.now(), std::chrono::seconds{81});
}

TEST_F(Mentions, that_cannot_be_read_do_not_hold_up_the_others) {
  host_.start();
  host_.fire_next_timer();
  const auto turn = answer(200, R"({"data":[{"id":"2001000000000000001"},{"id":"2001000000000000002","text":"@SevaPolice help","author_id":"5001",)"
                                R"("created_at":"2026-01-05T06:29:00.000Z"}],"meta":{},"errors":[{"title":"Not Found Error"}]})");
  EXPECT_EQ(turn.accepted("messages").size(), 1U);
  EXPECT_EQ(turn.accepted("unreadable").size(), 1U);
  EXPECT_EQ(turn.of("save").size(), 1U);
}

TEST_F(Mentions, tell_when_the_credentials_are_refused) {
  host_.start();
  host_.fire_next_timer();
  EXPECT_EQ(answer(401, R"({"title":"Unauthorized"})").one("health").at("state"), "needs_login");
  EXPECT_TRUE(host_.has_pending());
}

TEST_F(Mentions, go_on_after_any_trouble_at_any_step_without_leaving_out_a_post) {
  using Trouble = std::function<void(testing::FakeHost&)>;
  const auto answers = [](int status, std::string body) {
    return [status, body](testing::FakeHost& host) { host.answer(host.request_tag(), status, body); };
  };
  const std::vector<Trouble> troubles{answers(200, "<html>Log in</html>"),
                                      answers(200, ""),
                                      answers(200, "[]"),
                                      answers(200, R"({"data":{}})"),
                                      answers(200, "null"),
                                      answers(302, ""),
                                      answers(401, ""),
                                      answers(429, "{}"),
                                      answers(500, "x"),
                                      answers(503, "{"),
                                      answers(200, std::string(10'000, '[')),
                                      answers(200, "{\"data\":[\"\xFF\"]}"),
                                      [](testing::FakeHost& host) { host.lose(host.request_tag(), "timeout", true); },
                                      [](testing::FakeHost& host) { host.lose(host.request_tag(), "dns", false); },
                                      [](testing::FakeHost& host) { host.fire_next_timer(); },
                                      [](testing::FakeHost& host) { host.start(); }};
  for (std::size_t trouble = 0; trouble < troubles.size(); ++trouble) {
    for (int pages_before = 0; pages_before <= 2; ++pages_before) {
      SCOPED_TRACE("trouble " + std::to_string(trouble) + " after page " + std::to_string(pages_before));
      testing::FakeHost host(seva_plugin_v1);
      prepare(host);
      host.start();
      host.fire_next_timer();
      for (int number = 0; number < pages_before; ++number) host.answer(host.request_tag(), 200, page("2001000000000000001", "next"));
      troubles[trouble](host);
      ASSERT_TRUE(host.is_running());
      EXPECT_FALSE(host.timers().empty());
      EXPECT_TRUE(host.saved().empty());
      host.fire_next_timer();
      const auto newest = host.requests().rbegin();
      EXPECT_EQ(newest->second.at("url").as_string().find("pagination_token"), boost::json::string::npos) << "It begins with the first page.";
      EXPECT_EQ(host.answer(newest->first, 200, page("2001000000000000002", "")).of("save").size(), 1U);
    }
  }
}

}  // namespace
}  // namespace seva::twitter
