#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>
#include <gtest/gtest.h>

#include <map>
#include <tuple>

#include "plugin.hpp"
#include "seva/testing/fake_host.hpp"
#include "simulators/x_api.hpp"

namespace seva::twitter {
namespace {

using simulators::XApi;

/// The channel against a server that speaks X's protocol, over real connections.
class Network : public ::testing::Test {
 protected:
  void SetUp() override {
    x_.add_user({"1001", "SevaPolice", "Seva Police", "police-token", "police-secret"});
    x_.add_user({"5001", "asha_k", "Asha K", "", ""});
    x_.set_clock([this] { return simulators::Time(host_.now().time_since_epoch()); });
    host_.config = {{"api_url", x_.url()}, {"mentions", true}, {"accounts", {{{"handle", "SevaPolice"}, {"user_id", "1001"}}}}};
    host_.secrets = {{"consumer_key", {XApi::kConsumerKey.data()}},
                     {"consumer_secret", {XApi::kConsumerSecret.data()}},
                     {"access_token", {"police-token"}},
                     {"access_token_secret", {"police-secret"}}};
    host_.start();
  }

  /// Carries one pending request to the server and its answer back.
  testing::Turn carry() {
    const boost::json::object request = host_.request();
    const std::string tag = host_.request_tag();
    const Poco::URI uri(request.at("url").as_string().c_str());
    Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
    Poco::Net::HTTPRequest wire(request.at("method").as_string().c_str(), uri.getPathAndQuery(), "HTTP/1.1");
    for (const auto& header : request.at("headers").as_object()) wire.set(std::string(header.key()), header.value().as_string().c_str());
    std::string body = request.contains("body") ? request.at("body").as_string().c_str() : "";
    if (request.contains("body_from")) body += pictures_.at(request.at("body_from").as_string().c_str());  // As the kernel does it.
    if (request.contains("body_end")) body += request.at("body_end").as_string().c_str();
    wire.setContentLength(static_cast<std::streamsize>(body.size()));
    try {
      session.sendRequest(wire) << body;
      Poco::Net::HTTPResponse response;
      std::string answer;
      Poco::StreamCopier::copyToString(session.receiveResponse(response), answer);
      boost::json::object headers;
      for (const auto& [name, value] : response) headers[name] = value;
      return host_.answer(tag, response.getStatus(), answer, headers);
    } catch (const Poco::Exception&) {
      return host_.lose(tag, "connection closed", true);
    }
  }

  testing::Turn deliver(const std::string& kind, bool is_retry, const std::string& text = "Docket UPP-7K3M9-Q2XVA-4 & more पंजीकृत",
                        const boost::json::array& attached = {}) {
    boost::json::object event{{"type", "deliver"}, {"delivery", "d1"},  {"account", "SevaPolice"},
                              {"kind", kind},      {"to", "5001"},      {"in_reply_to", kind == "reply" ? "2001000000000000001" : ""},
                              {"text", text},      {"retry", is_retry}, {"queued_at", seva::to_micros(queued_)}};
    if (!attached.empty()) event["attached"] = attached;
    return host_.send(std::move(event));
  }
  testing::Turn deliver_pictures(const std::string& kind, bool is_retry) {
    boost::json::array attached;
    for (const auto& [id, bytes] : pictures_) attached.push_back({{"id", id}, {"type", "image/png"}, {"size", bytes.size()}});
    return deliver(kind, is_retry, "The certificate is attached.", attached);
  }
  static std::string state(const testing::Turn& turn) { return turn.one("receipt").at("state").as_string().c_str(); }

  testing::FakeHost host_{seva_plugin_v1};
  seva::Instant queued_ = host_.now();
  XApi x_;
  std::map<std::string, std::string> pictures_{{"71", std::string("\x89PNG\r\n--seva-\0 one", 18)}, {"72", "\x89PNG two"}};
};

TEST_F(Network, uploads_pictures_and_then_posts_once_with_them) {
  deliver_pictures("reply", false);
  EXPECT_TRUE(carry().of("receipt").empty());
  EXPECT_TRUE(carry().of("receipt").empty());
  EXPECT_EQ(state(carry()), "sent");
  ASSERT_EQ(x_.posts_sent().size(), 1U);
  ASSERT_EQ(x_.posts_sent()[0].media.size(), 2U);
  ASSERT_EQ(x_.media().size(), 2U);
  EXPECT_EQ(x_.media()[0].bytes, pictures_.at("71"));
  EXPECT_EQ(x_.media()[1].bytes, pictures_.at("72"));
  EXPECT_EQ(x_.media()[0].category, "tweet_image");
  EXPECT_EQ(x_.media()[0].type, "image/png");
}

TEST_F(Network, sends_one_picture_in_private) {
  pictures_.erase("72");
  deliver_pictures("private", false);
  carry();
  EXPECT_EQ(state(carry()), "sent");
  ASSERT_EQ(x_.messages_sent().size(), 1U);
  EXPECT_EQ(x_.messages_sent()[0].media, (std::vector<std::string>{x_.media()[0].id}));
  EXPECT_EQ(x_.media()[0].category, "dm_image");
}

TEST_F(Network, posts_once_though_an_upload_was_lost_the_program_ended_or_the_post_was_never_confirmed) {
  x_.lose_next_answers(1);
  deliver_pictures("reply", false);
  EXPECT_EQ(carry().one("receipt").at("reason"), "unreachable");
  deliver_pictures("reply", false);
  carry();
  host_.start();  // The program ended between the upload and the post.
  deliver_pictures("reply", true);
  EXPECT_TRUE(host_.request().at("url").as_string().find("/tweets?") != boost::json::string::npos) << "it looks for its own post first";
  carry();
  carry();
  carry();
  x_.lose_next_answers(1);
  EXPECT_EQ(carry().one("receipt").at("reason"), "outcome_unknown");
  deliver_pictures("reply", true);
  EXPECT_EQ(state(carry()), "sent");
  EXPECT_EQ(x_.posts_sent().size(), 1U);
}

TEST_F(Network, forgets_the_uploads_under_way_when_it_is_told_of_the_same_delivery_again) {
  deliver_pictures("reply", false);
  const std::string slow = host_.request_tag();
  deliver_pictures("reply", true);
  EXPECT_TRUE(host_.answer(slow, 200, R"({"data":{"id":"1"}})").effects.empty()) << "else there would be two posts in the end";
}

TEST_F(Network, says_clearly_what_x_does_not_take_and_posts_nothing_then) {
  x_.answer_next(1, 400, R"({"title":"Invalid Request","detail":"media is not acceptable."})");
  deliver_pictures("reply", false);
  const auto refused = carry();
  EXPECT_EQ(state(refused), "failed");
  EXPECT_EQ(refused.one("receipt").at("reason"), "media_refused");
  deliver_pictures("reply", false);
  const auto gone = host_.lose(host_.request_tag(), "no_attachment", false);
  EXPECT_EQ(gone.one("receipt").at("reason"), "attachment_gone");
  for (const auto& [status, body, reason] :
       {std::tuple(503, "", "unreachable"), {200, "<html>", "unreachable"}, {429, "", "rate_limited"}, {401, "", "needs_login"}}) {
    deliver_pictures("reply", false);
    const auto later = host_.answer(host_.request_tag(), status, body);
    EXPECT_EQ(state(later), "retry");
    EXPECT_EQ(std::string(later.one("receipt").at("reason").as_string().c_str()), reason);
  }
  EXPECT_TRUE(x_.posts_sent().empty());
}

TEST_F(Network, carries_a_reply_with_a_signature_that_another_implementation_accepts) {
  deliver("reply", false);
  const auto turn = carry();
  ASSERT_EQ(state(turn), "sent") << turn.answer;
  ASSERT_EQ(x_.posts_sent().size(), 1U);
  EXPECT_EQ(x_.posts_sent()[0].text, "Docket UPP-7K3M9-Q2XVA-4 & more पंजीकृत");
  EXPECT_EQ(x_.posts_sent()[0].in_reply_to, "2001000000000000001");
  EXPECT_EQ(turn.one("receipt").at("sent_id").as_string().c_str(), x_.posts_sent()[0].id);
}

TEST_F(Network, shows_the_citizen_each_answer_once_though_x_never_confirmed_it) {
  for (const std::string kind : {"reply", "private"}) {
    x_.lose_next_answers(1);
    deliver(kind, false);
    EXPECT_EQ(state(carry()), "retry");
    deliver(kind, true);
    const auto turn = carry();
    EXPECT_EQ(state(turn), "sent") << turn.answer;
    EXPECT_TRUE(turn.of("http_request").empty());
  }
  EXPECT_EQ(x_.posts_sent().size(), 1U);
  EXPECT_EQ(x_.messages_sent().size(), 1U);
}

TEST_F(Network, sends_after_all_what_x_never_took) {
  x_.drop_next_requests(1);
  deliver("reply", false);
  EXPECT_EQ(state(carry()), "retry");
  deliver("reply", true);
  carry();
  EXPECT_EQ(state(carry()), "sent");
  EXPECT_EQ(x_.posts_sent().size(), 1U);
}

TEST_F(Network, looks_through_more_than_one_page_of_its_own_posts) {
  x_.lose_next_answers(1);
  deliver("reply", false);
  carry();
  for (int number = 0; number < 1'250; ++number) x_.add_post({"", "1001", "Other news " + std::to_string(number), "", {}});
  deliver("reply", true);
  for (int page = 0; page < 12; ++page) carry();
  EXPECT_EQ(state(carry()), "sent");
  EXPECT_EQ(x_.posts_sent().size(), 1U);
}

TEST_F(Network, does_not_look_at_what_it_posted_before_the_delivery_was_queued) {
  for (int number = 0; number < 250; ++number) x_.add_post({"", "1001", "Old news " + std::to_string(number), "", {}});
  queued_ = host_.now() + std::chrono::minutes{30};
  deliver("reply", true);
  carry();
  EXPECT_EQ(host_.request().at("method"), "POST") << "one page says that it was not posted";
}

TEST_F(Network, stays_away_while_the_limit_lasts) {
  x_.limit_next(1, std::chrono::seconds{77});
  deliver("reply", false);
  EXPECT_EQ(carry().one("receipt").at("retry_after_ms"), 77'000);
}

TEST_F(Network, tells_a_duplicate_and_a_deleted_post) {
  deliver("reply", false);
  carry();
  deliver("reply", false);
  EXPECT_EQ(carry().one("receipt").at("reason"), "duplicate");
  x_.delete_post("2001000000000000001");
  deliver("reply", false, "Another text");
  EXPECT_EQ(carry().one("receipt").at("reason"), "post_gone");
}

TEST_F(Network, is_refused_with_wrong_keys) {
  host_.secrets["access_token_secret"] = {"wrong"};
  host_.start();
  deliver("reply", false);
  EXPECT_EQ(carry().one("receipt").at("reason"), "needs_login");
  EXPECT_TRUE(x_.posts_sent().empty());
}

TEST_F(Network, reads_all_mentions_in_pages) {
  for (int number = 0; number < 230; ++number) x_.add_post({"", "5001", "@SevaPolice number " + std::to_string(number) + " <&>", "", {}});
  host_.fire_next_timer();
  std::size_t messages = 0;
  for (int page = 0; page < 3; ++page) {
    const auto turn = carry();
    messages += turn.accepted("messages").size();
    EXPECT_EQ(turn.of("save").size(), page == 2 ? 1U : 0U);
    EXPECT_EQ(turn.accepted("messages").at(0).at("author").at("handle"), "asha_k");
  }
  EXPECT_EQ(messages, 230U);
}

TEST_F(Network, takes_what_x_pushes) {
  const std::string id = x_.add_post({"", "5001", "@SevaPolice a thief #Lucknow", "", {}});
  const std::string body = x_.activity("post.mention.create", id, "1001");
  const auto pushed = host_.webhook({{"tag", "w"}, {"method", "POST"}, {"headers", {{"x-twitter-webhooks-signature", XApi::signature(body)}}}}, body);
  EXPECT_EQ(pushed.one("respond").at("status"), 200);
  const auto streamed = host_.stream("stream", x_.stream_line(id));
  EXPECT_EQ(pushed.accepted("messages"), streamed.accepted("messages"));
  EXPECT_EQ(streamed.accepted("messages").size(), 1U);
}

}  // namespace
}  // namespace seva::twitter
