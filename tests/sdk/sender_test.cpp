#include "seva/sender.hpp"

#include <gtest/gtest.h>

#include "seva/testing/fake_host.hpp"

namespace seva {
namespace {

using namespace std::chrono_literals;

/// Sends to a service that answers in plain text: `sent ID`, `refused`, `later`; and for its pages `mine ID`, `next TOKEN`, `end`.
class Sending final : public Channel {
  void on_start(const Start&, Effects&) override {}
  void on_deliver(const Delivery& delivery, Effects& effects) override { sender_.deliver(delivery, effects); }
  void on_http_response(const HttpResponse& response, Effects& effects) override { sender_.on_http_response(response, effects); }

  static HttpRequest post(const Outgoing& outgoing, const Event&) {
    HttpRequest request;
    request.method = "POST";
    request.url = "post";
    request.body = outgoing.text;
    return request;
  }
  static Sender::Outcome read_post(const Outgoing&, const HttpResponse& response) {
    if (response.body.starts_with("sent ")) return Sender::Sent{std::string(response.body.substr(5))};
    if (response.body == "refused") return Sender::Refused{"refused"};
    if (response.body == "later") return Sender::Later{"rate_limited", 90s};
    return Sender::Unknown{};
  }
  static HttpRequest look(const Outgoing&, const Event&, std::string_view page) {
    HttpRequest request;
    request.url = "look/" + std::string(page);
    return request;
  }
  static Sender::Look read_look(const Outgoing&, const HttpResponse& response) {
    if (response.body.starts_with("mine ")) return Sender::Sent{std::string(response.body.substr(5))};
    if (response.body.starts_with("next ")) return Sender::NotHere{std::string(response.body.substr(5))};
    if (response.body == "end") return Sender::NotHere{};
    return Sender::Later{"outcome_unknown"};
  }

  Sender sender_{{.name = "send", .settle = 15s, .backoff = 30s, .most_pages = 3}, {post, read_post, look, read_look}};
};

constexpr seva_plugin kSending = detail::describe<detail::ChannelHost, Sending>("{}");

class SenderTest : public ::testing::Test {
 protected:
  void SetUp() override { host_.start(); }
  testing::Turn deliver(bool is_retry, const std::string& delivery = "d1") {
    return host_.send({{"type", "deliver"}, {"delivery", delivery}, {"kind", "reply"}, {"text", "hello"}, {"retry", is_retry}});
  }
  std::string url() { return host_.request().at("url").as_string().c_str(); }
  testing::Turn answer(std::string_view body) { return host_.answer(host_.request_tag(), 200, body); }
  static std::string state(const testing::Turn& turn) { return turn.one("receipt").at("state").as_string().c_str(); }

  testing::FakeHost host_{kSending};
};

TEST_F(SenderTest, sends_and_tells_the_id) {
  deliver(false);
  EXPECT_EQ(url(), "post");
  EXPECT_EQ(answer("sent 42").answer, R"([{"type":"receipt","delivery":"d1","state":"sent","sent_id":"42"}])");
  EXPECT_FALSE(host_.has_pending());
}

TEST_F(SenderTest, gives_up_what_is_refused) {
  deliver(false);
  EXPECT_EQ(answer("refused").answer, R"([{"type":"receipt","delivery":"d1","state":"failed","reason":"refused"}])");
}

TEST_F(SenderTest, comes_again_when_the_service_says) {
  deliver(false);
  EXPECT_EQ(answer("later").answer, R"([{"type":"receipt","delivery":"d1","state":"retry","reason":"rate_limited","retry_after_ms":90000}])");
  deliver(false);
  EXPECT_EQ(url(), "post") << "It is certain that nothing was sent, so there is nothing to look for.";
}

TEST_F(SenderTest, looks_before_it_sends_again_after_an_unknown_outcome) {
  for (const bool is_retry_told : {true, false}) {
    host_.start();
    deliver(false);
    const auto turn = host_.lose(host_.request_tag(), "timeout", true);
    EXPECT_EQ(turn.one("receipt").at("retry_after_ms"), 15'000);
    deliver(is_retry_told);
    EXPECT_EQ(url(), "look/");
    EXPECT_EQ(answer("mine 42").one("receipt").at("sent_id"), "42");
    EXPECT_FALSE(host_.has_pending());
  }
}

TEST_F(SenderTest, sends_at_once_again_what_certainly_never_left) {
  deliver(false);
  EXPECT_EQ(state(host_.lose(host_.request_tag(), "connection refused", false)), "retry");
  deliver(false);
  EXPECT_EQ(url(), "post");
}

TEST_F(SenderTest, sends_once_it_has_looked_through_all_pages) {
  deliver(true);
  answer("next two");
  EXPECT_EQ(url(), "look/two");
  answer("end");
  EXPECT_EQ(url(), "post");
  EXPECT_EQ(state(answer("sent 42")), "sent");
}

TEST_F(SenderTest, neither_looks_for_ever_nor_sends_what_may_be_on_a_page_that_it_did_not_see) {
  deliver(true);
  answer("next two");
  answer("next three");
  EXPECT_EQ(state(answer("next four")), "retry");
  EXPECT_FALSE(host_.has_pending());
  deliver(false);
  EXPECT_EQ(url(), "look/") << "it is not forgotten that the outcome is unknown";
}

TEST_F(SenderTest, handed_over_again_while_it_is_posted_it_looks_later_and_never_at_once) {
  deliver(false);
  ASSERT_EQ(url(), "post");
  const auto again = deliver(true).one("receipt");
  EXPECT_EQ(again.at("state"), "retry");
  EXPECT_EQ(again.at("retry_after_ms"), 15'000);
  deliver(true);
  EXPECT_EQ(host_.requests().rbegin()->second.at("url"), "look/");
}

TEST_F(SenderTest, never_sends_while_it_cannot_look) {
  deliver(true);
  EXPECT_EQ(state(host_.lose(host_.request_tag(), "timeout", true)), "retry");
  deliver(false);
  EXPECT_EQ(url(), "look/");
  EXPECT_EQ(state(answer("<html>")), "retry");
  deliver(false);
  EXPECT_EQ(url(), "look/");
}

TEST_F(SenderTest, keeps_deliveries_apart) {
  deliver(false, "d1");
  const std::string first = host_.request_tag();
  deliver(false, "d2");
  EXPECT_EQ(host_.answer(first, 200, "sent 1").one("receipt").at("delivery"), "d1");
  EXPECT_EQ(answer("sent 2").one("receipt").at("delivery"), "d2");
}

TEST_F(SenderTest, ends_every_attempt_in_a_receipt_or_a_request) {
  for (const std::string_view body : {"sent 1", "refused", "later", "", "<html>"}) {
    for (const bool is_retry : {true, false}) {
      host_.start();
      deliver(is_retry);
      const auto turn = answer(body);
      EXPECT_EQ(turn.of("receipt").size() + turn.of("http_request").size(), 1U) << body;
    }
  }
}

}  // namespace
}  // namespace seva
