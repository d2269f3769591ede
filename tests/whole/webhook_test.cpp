#include <gtest/gtest.h>

#include <csignal>
#include <future>
#include <iostream>
#include <thread>

#include "simulators/x_api.hpp"
#include "whole/client.hpp"
#include "whole/program.hpp"

namespace seva::whole {
namespace {

using simulators::XApi;

/// The shipped instance with one live account that speaks to a simulator of X.
class Live : public ::testing::Test {
 protected:
  Live() {
    std::filesystem::copy(source("config/up-police"), instance_.path(), std::filesystem::copy_options::recursive);
    std::string settings = text_of(instance_.file("seva.yaml"));
    settings = replaced(settings, "    mode: replay\n", "    mode: live\n    hosts: ['" + x_.url().substr(7) + "']\n");
    settings = replaced(settings, "- {handle: Uppolice}", "- {handle: Uppolice, user_id: '500'}");
    settings = replaced(settings, "      mentions: false\n", "      mentions: false\n      api_url: " + x_.url() + "\n");
    instance_.write("seva.yaml", settings);
    instance_.write("accounts.csv", replaced(text_of(instance_.file("accounts.csv")), "twitter,Uppolice,UPP-HQ,police,replay",
                                             "twitter,Uppolice,UPP-HQ,police,live"));
    x_.add_user({"500", "Uppolice", "UP Police", "token", "token-secret"});
    x_.add_user({"77", "citizen_seven", "Citizen Seven", "", ""});
    seva_ = std::make_unique<Seva>(instance_.path().string());
    seva_->environment = {{"SEVA_TWITTER_CONSUMER_KEY", std::string(XApi::kConsumerKey)},
                          {"SEVA_TWITTER_CONSUMER_SECRET", std::string(XApi::kConsumerSecret)},
                          {"SEVA_TWITTER_BEARER_TOKEN", std::string(XApi::kBearerToken)},
                          {"SEVA_TWITTER_ACCESS_TOKEN", "token"},
                          {"SEVA_TWITTER_ACCESS_TOKEN_SECRET", "token-secret"}};
    const Ended added = seva_->run({"user", "add", "hq", "--name", "HQ", "--role", "triage@UPP-HQ", "--random-password", "--json"});
    EXPECT_EQ(added.status, 0) << added.err;
    password_ = added.json().at("password").as_string().c_str();
    serve();
  }

  void serve() {
    server_ = seva_->start({"serve"});
    client_ = std::make_unique<Client>(server_->wait_for_line("Seva serves on "));
    client_->sign_in("hq", password_);
  }

  Answer deliver(const std::string& body, const std::map<std::string, std::string>& headers) {
    return client_->send("POST", "/channels/twitter/webhook", body, headers);
  }
  Answer deliver_signed(const std::string& body) { return deliver(body, {{"x-twitter-webhooks-signature", XApi::signature(body)}}); }

  std::string complaint(const std::string& text) { return x_.activity("post.mention.create", x_.add_post({"", "77", text, "", {}}), "500"); }

  boost::json::array tickets() { return client_->get("/api/v1/tickets?order=newest").at("tickets").as_array(); }

  XApi x_;
  Folder instance_;
  std::unique_ptr<Seva> seva_;
  std::string password_;
  std::unique_ptr<Process> server_;
  std::unique_ptr<Client> client_;
};

constexpr const char* kComplaint = "@Uppolice Lucknow ke Hazratganj me mera mobile chori ho gaya, thane me report nahi likhi ja rahi. Please help";

TEST_F(Live, answers_the_challenge_and_refuses_what_is_not_signed) {
  const Answer challenge = client_->send("GET", "/channels/twitter/webhook?crc_token=abc");
  EXPECT_EQ(challenge.status, 200);
  EXPECT_NE(challenge.body.find("sha256="), std::string::npos);
  const std::string body = complaint(kComplaint);
  EXPECT_EQ(deliver(body, {}).status, 401);
  EXPECT_EQ(deliver(body, {{"x-twitter-webhooks-signature", XApi::signature(body + " ")}}).status, 401);
  EXPECT_EQ(seva_->stored().messages, 0);
}

TEST_F(Live, a_signed_post_is_durable_when_200_comes_and_its_docket_reaches_the_citizen_once) {
  const std::string body = complaint(kComplaint);
  ASSERT_EQ(deliver_signed(body).status, 200);
  server_->send(SIGKILL);
  EXPECT_EQ(server_->wait().status, -SIGKILL);
  EXPECT_EQ(seva_->stored().opened, 1) << "what was acknowledged outlives the process";
  serve();

  ASSERT_EQ(deliver_signed(body).status, 200);
  ASSERT_EQ(tickets().size(), 1U);
  const std::string docket = tickets()[0].at("docket").as_string().c_str();
  EXPECT_EQ(tickets()[0].at("unit").is_object() ? tickets()[0].at("unit").at("code").as_string() : tickets()[0].at("unit").as_string(),
            "UPP-D-LUCKNOW");
  for (const char* language : {"hi", "en"}) {
    const Answer page = client_->send("GET", "/track/" + docket + "?lang=" + language);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find(docket), std::string::npos);
    EXPECT_EQ(page.body.find("mobile chori"), std::string::npos) << "the docket alone shows no text";
    EXPECT_EQ(page.body.find("citizen_seven"), std::string::npos) << "the docket alone shows no author";
  }
  eventually([&] { return !x_.posts_sent().empty(); });
  EXPECT_NE(x_.posts_sent().front().text.find(docket), std::string::npos);
  const std::string echo = x_.activity("post.create", x_.posts_sent().front().id, "500");
  EXPECT_EQ(deliver_signed(echo).status, 200);
  EXPECT_EQ(tickets().size(), 1U) << "our own post opens no ticket";
  EXPECT_EQ(x_.posts_sent().size(), 1U);
}

TEST_F(Live, a_reply_whose_answer_was_lost_is_found_and_not_sent_again) {
  x_.lose_next_answers(1);
  ASSERT_EQ(deliver_signed(complaint(kComplaint)).status, 200);
  eventually([&] {
    const auto requests = x_.requests();
    return std::any_of(requests.begin(), requests.end(),
                       [](const auto& request) { return request.method == "GET" && request.target.find("/tweets") != std::string::npos; });
  });
  const std::string docket = tickets()[0].at("docket").as_string().c_str();
  eventually([&] { return client_->send("GET", "/api/v1/tickets/" + docket + "/timeline").body.find("\"sent\"") != std::string::npos; });
  EXPECT_EQ(x_.posts_sent().size(), 1U);
}

TEST_F(Live, what_was_done_under_a_key_is_done_once_though_the_program_died_before_it_answered) {
  ASSERT_EQ(deliver_signed(complaint(kComplaint)).status, 200);
  const std::string ticket = "/api/v1/tickets/" + std::string(tickets()[0].at("docket").as_string());
  eventually([&] { return client_->send("GET", ticket + "/timeline").body.find("\"sent\"") != std::string::npos; });
  int lost = 0;
  for (int round = 0; round < 6; ++round) {
    const std::string note = R"({"text":"seen in round )" + std::to_string(round) + "\"}";
    const std::map<std::string, std::string> key{{"Idempotency-Key", "round-" + std::to_string(round) + "-of-a-note"}};
    const auto before = seva_->stored().events;
    auto asked = std::async(std::launch::async, [&] {
      try {
        return client_->send("POST", ticket + "/notes", note, key).status;
      } catch (const std::exception&) {
        return 0;  // The line broke: the program died before it answered.
      }
    });
    eventually([&] { return seva_->stored().events > before; });
    server_->send(SIGKILL);
    EXPECT_EQ(server_->wait().status, -SIGKILL);
    const int first = asked.get();
    EXPECT_TRUE(first == 0 || first == 200) << first;
    if (first == 0) ++lost;
    serve();
    const Answer again = client_->send("POST", ticket + "/notes", note, key);
    EXPECT_EQ(again.status, 200) << again.body;
    EXPECT_NE(again.body.find("\"docket\""), std::string::npos);
    int notes = 0;
    const auto timeline = client_->get(ticket + "/timeline");
    for (const auto& entry : timeline.at("entries").as_array())
      if (entry.at("kind").as_string() == "noted" && entry.at("details").at("text").as_string() == "seen in round " + std::to_string(round)) ++notes;
    EXPECT_EQ(notes, 1) << "round " << round;
  }
  std::cout << lost << " of 6 answers were lost with the program\n";
}

TEST_F(Live, the_officer_answers_and_closes_and_the_citizen_sees_it) {
  ASSERT_EQ(deliver_signed(complaint(kComplaint)).status, 200);
  const std::string docket = tickets()[0].at("docket").as_string().c_str();
  const std::string ticket = "/api/v1/tickets/" + docket;
  eventually([&] { return x_.posts_sent().size() == 1; });
  EXPECT_EQ(client_->send("POST", ticket + "/replies", R"({"text": "We have begun an inquiry."})").status, 200);
  eventually([&] { return x_.posts_sent().size() == 2; });
  EXPECT_NE(x_.posts_sent().back().text.find("We have begun an inquiry."), std::string::npos);
  EXPECT_EQ(client_->send("POST", ticket + "/status", R"({"status": "closed"})").status, 422);
  const Answer closed =
      client_->send("POST", ticket + "/status",
                    R"({"status": "closed", "outcome": {"code": "fir", "fields": {"fir_number": "112/2026", "station": "Hazratganj"}}})");
  EXPECT_EQ(closed.status, 200) << closed.body;
  EXPECT_NE(client_->send("GET", "/track/" + docket + "?lang=hi").body.find("निस्तारित"), std::string::npos);
}

}  // namespace
}  // namespace seva::whole
