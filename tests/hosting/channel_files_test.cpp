#include "hosting/channel_files.hpp"

#include <gtest/gtest.h>

#include <map>

namespace seva::hosting {
namespace {

/// Answers at once, by the address asked for.
class PreparedBroker final : public Broker {
 public:
  std::map<std::string, HttpAnswer> answers;
  std::vector<AllowedHosts> hosts;
  std::vector<HttpRequest> requests;

  void request(const AllowedHosts& allowed_hosts, HttpRequest request, Answered answered) override {
    hosts.push_back(allowed_hosts);
    requests.push_back(request);
    answered(answers.at(request.url));
  }
  std::unique_ptr<Stream> open(const AllowedHosts&, OpenStream, std::shared_ptr<StreamListener>) override { return nullptr; }
};

struct ChannelFilesTest : ::testing::Test {
  actions::FetchedBytes fetched(HttpAnswer answer) {
    broker.answers["https://pictures.example/1"] = std::move(answer);
    const actions::FileSource source{"x", "https://pictures.example/1"};
    return files.fetch({&source, 1}).at(0);
  }
  PreparedBroker broker;
  const AllowedHosts allowed{{"pictures.example"}, {}};
  ChannelFiles files{broker, [this](const std::string& channel) { return channel == "x" ? std::optional(allowed) : std::nullopt; }};
};

TEST_F(ChannelFilesTest, asks_as_the_channel_may_and_sends_nothing_but_the_request) {
  const auto answer = fetched({200, {}, "bytes", {}, true});
  EXPECT_EQ(answer.bytes, "bytes");
  EXPECT_EQ(answer.refusal, "");
  EXPECT_EQ(broker.hosts.at(0), allowed);
  EXPECT_EQ(broker.requests.at(0).method, "GET");
  EXPECT_TRUE(broker.requests.at(0).headers.empty());
  EXPECT_TRUE(broker.requests.at(0).body.empty());
}

TEST_F(ChannelFilesTest, tell_what_is_final_from_what_may_still_come) {
  const auto judged = [&](HttpAnswer answer) {
    const auto told = fetched(std::move(answer));
    EXPECT_TRUE(told.bytes.empty());
    return std::pair(told.refusal, told.is_final);
  };
  using Told = std::pair<std::string, bool>;
  EXPECT_EQ(judged({0, {}, {}, "host_not_allowed", false}), Told("not_allowed", true));
  EXPECT_EQ(judged({0, {}, {}, "address_not_allowed", false}), Told("not_allowed", true));
  EXPECT_EQ(judged({0, {}, {}, "too_large", true}), Told("too_large", true));
  EXPECT_EQ(judged({0, {}, {}, "timeout", true}), Told("unreachable", false));
  EXPECT_EQ(judged({200, {}, {}, {}, true}), Told("file_empty", true));
  EXPECT_EQ(judged({302, {}, "elsewhere", {}, true}), Told("gone", true)) << "no redirect is followed";
  EXPECT_EQ(judged({403, {}, "no", {}, true}), Told("closed", true));
  EXPECT_EQ(judged({404, {}, "no", {}, true}), Told("gone", true));
  EXPECT_EQ(judged({429, {}, "later", {}, true}), Told("unreachable", false));
  EXPECT_EQ(judged({503, {}, "later", {}, true}), Told("unreachable", false));
}

TEST_F(ChannelFilesTest, wait_for_a_channel_that_is_off) {
  broker.answers["https://pictures.example/1"] = {200, {}, "bytes", {}, true};
  const std::vector<actions::FileSource> sources{{"off", "https://pictures.example/1"}, {"x", "https://pictures.example/1"}};
  const auto answers = files.fetch(sources);
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].refusal, "unreachable");
  EXPECT_FALSE(answers[0].is_final);
  EXPECT_EQ(answers[1].bytes, "bytes");
  EXPECT_EQ(broker.requests.size(), 1U);
}

}  // namespace
}  // namespace seva::hosting
