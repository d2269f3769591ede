#include <gtest/gtest.h>

#include "plugin.hpp"
#include "seva/testing/fake_host.hpp"

namespace seva::twitter {
namespace {

class Delivery : public ::testing::Test {
 protected:
  void SetUp() override {
    host_.config = {{"accounts", {{{"handle", "SevaPolice"}, {"user_id", "1001"}}, {{"handle", "SevaRail"}, {"user_id", "1002"}}}}};
    host_.secrets = {{"consumer_key", {"ck"}},
                     {"consumer_secret", {"cs"}},
                     {"access_token_of_sevapolice", {"police-token"}},
                     {"access_token_secret_of_sevapolice", {"police-secret"}}};
    host_.start();
  }
  testing::Turn deliver(std::string_view account = "SevaPolice", bool is_retry = false) {
    return host_.send({{"type", "deliver"},
                       {"delivery", "d1"},
                       {"account", boost::json::string_view(account.data(), account.size())},
                       {"kind", "reply"},
                       {"in_reply_to", "55"},
                       {"text", "Docket UPP-1"},
                       {"retry", is_retry}});
  }
  testing::Turn answer(int status, std::string_view body, const boost::json::object& headers = {}) {
    return host_.answer(host_.request_tag(), status, body, headers);
  }

  testing::FakeHost host_{seva_plugin_v1};
};

TEST_F(Delivery, fails_for_good_with_a_code_for_what_x_will_never_take) {
  struct Case {
    int status;
    std::string_view body;
    std::string_view reason;
  };
  for (const Case& refusal :
       {Case{403, R"({"title":"Forbidden","detail":"You are not allowed to create a Tweet with duplicate content.","status":403})", "duplicate"},
        Case{403, R"({"errors":[{"code":187,"message":"Status is a duplicate."}]})", "duplicate"},
        Case{403, R"({"detail":"You attempted to reply to a Tweet that is deleted or not visible to you."})", "post_gone"},
        Case{403, R"({"errors":[{"code":385,"message":"x"}]})", "post_gone"}, Case{404, R"({"title":"Not Found Error"})", "post_gone"},
        Case{403, R"({"detail":"Reply to this conversation is not allowed because you have not been mentioned"})", "reply_not_allowed"},
        Case{403, R"({"errors":[{"code":349,"message":"x"}]})", "private_closed"}, Case{400, R"({"errors":[{"code":186}]})", "too_long"},
        Case{400, R"({"title":"Invalid Request"})", "refused"}, Case{403, "<html>Forbidden</html>", "refused"}}) {
    deliver();
    const auto receipt = answer(refusal.status, refusal.body).one("receipt");
    EXPECT_EQ(receipt.at("state"), "failed") << refusal.body;
    EXPECT_EQ(std::string_view(receipt.at("reason").as_string().c_str()), refusal.reason) << refusal.body;
  }
}

TEST_F(Delivery, waits_until_the_limit_is_renewed) {
  deliver();
  const std::string reset = std::to_string(to_micros(host_.now()) / 1'000'000 + 120);
  const auto receipt = answer(429, "", {{"x-rate-limit-remaining", "0"}, {"x-rate-limit-reset", reset}}).one("receipt");
  EXPECT_EQ(receipt.at("state"), "retry");
  EXPECT_EQ(receipt.at("reason"), "rate_limited");
  EXPECT_EQ(receipt.at("retry_after_ms"), 120'000);
}

TEST_F(Delivery, waits_for_the_longest_limit_that_is_used_up) {
  deliver();
  const std::int64_t now = to_micros(host_.now()) / 1'000'000;
  const auto receipt = answer(429, "",
                              {{"x-rate-limit-remaining", "17"},
                               {"x-rate-limit-reset", std::to_string(now + 60)},
                               {"x-user-limit-24hour-remaining", "0"},
                               {"x-user-limit-24hour-reset", std::to_string(now + 7'200)}})
                           .one("receipt");
  EXPECT_EQ(receipt.at("retry_after_ms"), 7'200'000);
}

TEST_F(Delivery, waits_a_window_where_x_names_no_sensible_time) {
  for (const char* reset : {"", "x", "1", "-5"}) {
    deliver();
    EXPECT_EQ(answer(429, "", {{"x-rate-limit-reset", reset}}).one("receipt").at("retry_after_ms"), 900'000) << reset;
  }
}

TEST_F(Delivery, takes_an_answer_without_an_id_for_an_unknown_outcome) {
  for (const auto& [status, body] : {std::pair(503, ""), {502, "<html>"}, {200, "<html>"}, {201, "{}"}, {201, R"({"data":{"id":""}})"}}) {
    host_.start();
    deliver();
    EXPECT_EQ(answer(status, body).one("receipt").at("reason"), "outcome_unknown") << body;
    deliver("SevaPolice", true);
    EXPECT_TRUE(host_.request().at("url").as_string().starts_with("https://api.x.com/2/users/1001/tweets?")) << body;
  }
}

TEST_F(Delivery, finds_its_own_post_among_others_by_text_and_answered_post) {
  deliver("SevaPolice", true);
  const auto turn = answer(200, R"({"data":[
    {"id":"1","text":"@asha_k Docket UPP-1","referenced_tweets":[{"type":"replied_to","id":"54"}]},
    {"id":"2","text":"@asha_k Docket UPP-1","referenced_tweets":[{"type":"quoted","id":"55"}]},
    {"id":"3","text":"@asha_k Docket UPP-2","referenced_tweets":[{"type":"replied_to","id":"55"}]}],"meta":{"next_token":"two"}})");
  EXPECT_TRUE(turn.of("receipt").empty());
  EXPECT_NE(host_.request().at("url").as_string().find("pagination_token=two"), boost::json::string::npos);
  const auto found = answer(200, R"({"data":[{"id":"4","text":"@asha_k Docket UPP-1","referenced_posts":[{"type":"replied_to","id":"55"}]}]})");
  EXPECT_EQ(found.one("receipt").at("sent_id"), "4");
}

TEST_F(Delivery, posts_what_it_does_not_find) {
  deliver("SevaPolice", true);
  answer(200, R"({"meta":{"result_count":0}})");
  EXPECT_EQ(host_.request().at("method"), "POST");
  EXPECT_EQ(host_.request().at("url"), "https://api.x.com/2/tweets");
}

TEST_F(Delivery, signs_with_the_tokens_of_the_account_that_speaks) {
  deliver("sevapolice");
  EXPECT_NE(host_.request().at("headers").at("authorization").as_string().find("oauth_token=\"police-token\""), boost::json::string::npos);
}

TEST_F(Delivery, never_signs_two_requests_alike) {
  deliver();
  const boost::json::value first = host_.request().at("headers");
  answer(503, "");
  host_.start();
  deliver();
  EXPECT_NE(host_.request().at("headers"), first);
}

TEST_F(Delivery, waits_for_a_login_where_tokens_are_missing_or_refused) {
  const auto missing = deliver("SevaRail");
  EXPECT_EQ(missing.one("receipt").at("state"), "retry");
  EXPECT_EQ(missing.one("receipt").at("reason"), "needs_login");
  EXPECT_EQ(missing.one("health").at("state"), "needs_login");
  EXPECT_TRUE(missing.of("http_request").empty());
  deliver();
  const auto refused = answer(401, R"({"title":"Unauthorized"})");
  EXPECT_EQ(refused.one("receipt").at("reason"), "needs_login");
  EXPECT_EQ(refused.one("health").at("state"), "needs_login");
}

TEST_F(Delivery, shows_no_secret_to_the_administrator) {
  for (const int status : {401, 403, 429, 500}) {
    deliver();
    const std::string told = answer(status, "").answer;
    EXPECT_EQ(told.find("police-secret"), std::string::npos);
    EXPECT_EQ(told.find("police-token"), std::string::npos);
  }
}

}  // namespace
}  // namespace seva::twitter
