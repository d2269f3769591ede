#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <thread>

#include "simulators/x_api.hpp"
#include "whole/client.hpp"
#include "whole/program.hpp"

namespace seva::whole {
namespace {

using simulators::XApi;

constexpr const char* kPoliceWord = "@Uppolice Lucknow ke Hazratganj me mera mobile chori ho gaya, thane me report nahi likhi ja rahi. Ref ";
constexpr const char* kRoadsWord = "@SyntheticRoads the road near my house is broken since 3 weeks, nobody repairs it, please do something. Ref ";

/// A mark that departments read nothing into, as they might into a number.
std::string mark(int number) {
  std::string letters = "q";
  for (; number > 0; number /= 10) letters += static_cast<char>('q' + number % 10);
  return letters;
}

/// The shipped instance with a second department beside its own, and a server that runs on it.
class TwoDepartments : public ::testing::Test {
 protected:
  TwoDepartments() {
    std::filesystem::copy(source("config/up-police"), instance_.path(), std::filesystem::copy_options::recursive);
    settings_ = text_of(instance_.file("seva.yaml"));
    settings_ += "  general:\n    enabled: true\n    config: {}\n";
    settings_ = replaced(settings_, "- {handle: Uppolice}", "- {handle: Uppolice, user_id: '500'}\n        - {handle: SyntheticRoads}");
    instance_.write("accounts.csv", text_of(instance_.file("accounts.csv")) + "twitter,SyntheticRoads,UPP-HQ,general,replay,sourced,a test\n");
    instance_.write("categories.csv", text_of(instance_.file("categories.csv")) + "GENERAL,General,सामान्य,other\n");
    instance_.write("seva.yaml", settings_);
    x_.add_user({"500", "Uppolice", "UP Police", "token", "token-secret"});
    x_.add_user({"77", "citizen_seven", "Citizen Seven", "", ""});
    seva_ = std::make_unique<Seva>(instance_.path().string());
    seva_->environment = {{"SEVA_TWITTER_CONSUMER_KEY", std::string(XApi::kConsumerKey)},
                          {"SEVA_TWITTER_CONSUMER_SECRET", std::string(XApi::kConsumerSecret)}};
    const Ended added = seva_->run({"user", "add", "hq", "--name", "HQ", "--role", "triage@UPP-HQ", "--random-password", "--json"});
    EXPECT_EQ(added.status, 0) << added.err;
    server_ = seva_->start({"serve"});
    address_ = server_->wait_for_line("Seva serves on ");
    client_ = std::make_unique<Client>(address_);
    client_->sign_in("hq", added.json().at("password").as_string().c_str());
  }

  void switch_police(bool is_on) {
    const auto at = settings_.find("  police:\n    enabled: ");
    ASSERT_NE(at, std::string::npos);
    const auto begin = at + std::string("  police:\n    enabled: ").size();
    settings_.replace(begin, settings_.find('\n', begin) - begin, is_on ? "true" : "false");
    instance_.write("seva.yaml.new", settings_);
    std::filesystem::rename(instance_.file("seva.yaml.new"), instance_.file("seva.yaml"));
  }

  /// One post, handed over as X does: again and again until it is taken. False: the load ends.
  bool deliver(const std::string& text) {
    const std::string body = x_.activity("post.mention.create", x_.add_post({"", "77", text, "", {}}), "500");
    Client sender(address_);
    while (is_loading_)
      if (sender.send("POST", "/channels/twitter/webhook", body, {{"x-twitter-webhooks-signature", XApi::signature(body)}}).status == 200)
        return true;
    return false;
  }

  void load() {
    for (int number = 0; is_loading_; ++number) {
      if (deliver(kPoliceWord + mark(number))) ++police_posts_;
      if (deliver(kRoadsWord + mark(number))) ++road_posts_;
    }
  }

  bool somebody_waits_for_a_department() {
    return client_->send("GET", "/api/v1/triage?limit=200").body.find("\"department_off\"") != std::string::npos;
  }
  std::string an_open_ticket(const std::string& department) {
    const auto tickets = client_->get("/api/v1/tickets?open=true&department=" + department).at("tickets").as_array();
    return tickets.empty() ? std::string{} : tickets[0].at("docket").as_string().c_str();
  }
  std::int64_t tickets_of(const std::string& department) const {
    const auto shape = seva_->shape();
    return std::count_if(shape.begin(), shape.end(),
                         [&](const std::string& ticket) { return (ticket.find("@SyntheticRoads") == 0) == (department == "general"); });
  }

  XApi x_;
  Folder instance_;
  std::string settings_;
  std::unique_ptr<Seva> seva_;
  std::unique_ptr<Process> server_;
  std::string address_;
  std::unique_ptr<Client> client_;
  std::atomic<bool> is_loading_{true};
  std::atomic<std::int64_t> police_posts_{0}, road_posts_{0};
};

TEST_F(TwoDepartments, one_switched_off_and_on_by_the_file_under_load_loses_nothing) {
  std::jthread loading([this] { load(); });
  eventually([&] { return police_posts_ > 5 && road_posts_ > 5; });

  switch_police(false);
  eventually([&] { return somebody_waits_for_a_department(); });
  const std::int64_t roads_before = tickets_of("general");
  eventually([&] { return tickets_of("general") > roads_before; });
  const std::string docket = an_open_ticket("police");
  ASSERT_FALSE(docket.empty());
  const Answer closed =
      client_->send("POST", "/api/v1/tickets/" + docket + "/status",
                    R"({"status": "closed", "outcome": {"code": "fir", "fields": {"fir_number": "112/2026", "station": "Hazratganj"}}})");
  EXPECT_EQ(closed.status, 200) << "open tickets of a department that is off stay workable: " << closed.body;

  switch_police(true);
  eventually([&] { return !somebody_waits_for_a_department(); });
  is_loading_ = false;
  loading.join();
  eventually([&] { return !somebody_waits_for_a_department(); });

  const actions::StoredCounts stored = seva_->stored();
  std::cout << police_posts_ << " posts to the one, " << road_posts_ << " to the other; " << stored.tickets << " tickets\n";
  EXPECT_GE(stored.messages, police_posts_ + road_posts_);
  EXPECT_LE(stored.messages, police_posts_ + road_posts_ + 1) << "one may have been taken whose answer the end of the load cut off";
  EXPECT_EQ(stored.tickets, stored.messages) << "each is a clear complaint";
  EXPECT_GE(tickets_of("police"), police_posts_);
  EXPECT_GE(tickets_of("general"), road_posts_);
}

TEST_F(TwoDepartments, a_file_that_does_not_hold_changes_nothing) {
  instance_.write("seva.yaml", settings_ + "nonsense: 1\n");
  ASSERT_TRUE(deliver(kPoliceWord));
  server_->send(SIGHUP);
  ASSERT_TRUE(deliver(kPoliceWord + std::string("again")));
  EXPECT_EQ(tickets_of("police"), 2);
  server_->send(SIGTERM);
  const Ended ended = server_->wait();
  EXPECT_EQ(ended.status, 0);
  EXPECT_NE(ended.err.find("nonsense"), std::string::npos) << ended.err;
}

}  // namespace
}  // namespace seva::whole
