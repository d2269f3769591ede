#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "exchange.hpp"

namespace seva::dial100 {
namespace {

/// Recorded traces, where SEVA_SAMPLES names a folder that has them.
class SamplesTest : public ExchangeTest {
 protected:
  static std::optional<std::string> trace(const std::string& name) {
    const char* folder = std::getenv("SEVA_SAMPLES");
    if (folder == nullptr) return std::nullopt;
    std::ifstream file(std::filesystem::path(folder) / "calls" / "ami" / name, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
  }
  static std::size_t parts_of(const std::string& data) {
    std::size_t parts = 0;
    for (auto at = data.find("\r\n\r\n"); at != std::string::npos; at = data.find("\r\n\r\n", at + 4)) ++parts;
    return parts;
  }
};

TEST_F(SamplesTest, are_accounted_for_part_by_part_and_follow_the_caller_to_the_end) {
  if (!trace("caco-queue_simple.ami")) GTEST_SKIP() << "SEVA_SAMPLES names no folder with calls/ami; the fixtures of the other tests serve.";
  host.config["numbers"] = boost::json::array{"+31150010004", "+31150010001", "260010001"};
  for (const std::string name : {"caco-ab_callgroup_no_answer.ami", "caco-ctd-account-world-deny-b.ami", "caco-ctd-account-world.ami",
                                 "caco-queue_attn_xfer.ami", "caco-queue_group.ami", "caco-queue_simple.ami", "caco-user_events.ami"}) {
    const auto data = trace(name);
    ASSERT_TRUE(data) << name;
    host.start();
    const auto turn = host.stream("replay", *data);
    ASSERT_FALSE(turn.has_failed) << name << " " << turn.problem;
    EXPECT_TRUE(turn.accepted("unreadable").empty()) << name;
    EXPECT_EQ(turn.accepted("calls").size() + turn.accepted("ignored").size(), parts_of(*data)) << name;
  }
}

TEST_F(SamplesTest, of_a_simple_queue_are_one_call_that_was_answered_and_ended) {
  const auto data = trace("caco-queue_simple.ami");
  if (!data) GTEST_SKIP() << "SEVA_SAMPLES names no folder with calls/ami; the fixtures of the other tests serve.";
  host.config["numbers"] = boost::json::array{"+31150010004"};
  host.start();
  const auto calls = host.stream("replay", *data).accepted("calls");
  std::set<std::string> ids;
  std::string last;
  bool was_answered = false;
  for (const auto& call : calls) {
    ids.insert(text(call, "call_id"));
    last = text(call, "state");
    was_answered = was_answered || last == "answered";
  }
  EXPECT_EQ(ids.size(), 1U);
  EXPECT_TRUE(was_answered);
  EXPECT_EQ(last, "ended");
  EXPECT_EQ(text(calls.at(0), "from"), "+31150010001");
}

}  // namespace
}  // namespace seva::dial100
