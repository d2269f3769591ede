#include <gtest/gtest.h>

#include <csignal>
#include <iostream>
#include <random>
#include <thread>

#include "support/mariadb_server.hpp"
#include "whole/program.hpp"

namespace seva::whole {
namespace {

std::int64_t number(const boost::json::object& counts, const char* name) { return counts.at(name).to_number<std::int64_t>(); }

void expect_books_to_balance(const boost::json::object& counts) {
  EXPECT_EQ(number(counts, "posts_read"),
            number(counts, "stored") + number(counts, "duplicates") + number(counts, "ignored") + number(counts, "unreadable"));
  EXPECT_EQ(number(counts, "stored"), number(counts, "opened") + number(counts, "appended") + number(counts, "triage") + number(counts, "chatter"));
}

/// On SQLite and on MariaDB.
class Replay : public ::testing::TestWithParam<const char*> {
 protected:
  std::string database() {
    if (std::string(GetParam()) == "sqlite") return {};
    return written(seva::testing::MariadbServer::shared().new_database());
  }
};

TEST_P(Replay, of_the_demo_traffic_balances_and_stores_nothing_twice) {
  const Seva seva(source("config/up-police"), database());
  const Ended first = seva.run({"replay", "--json", "--channel", "twitter", source("config/up-police/demo/posts.jsonl")});
  ASSERT_EQ(first.status, 0) << first.err;
  const auto counts = first.json();
  expect_books_to_balance(counts);
  EXPECT_GE(number(counts, "lines_read"), 300);
  EXPECT_GE(number(counts, "posts_read"), number(counts, "lines_read"));
  EXPECT_GT(number(counts, "opened"), 50);
  for (const char* name : {"appended", "triage", "chatter", "duplicates", "ignored"}) EXPECT_GT(number(counts, name), 0) << name;
  const auto shape = seva.shape();
  const auto stored = seva.stored();
  const Ended second = seva.run({"replay", "--json", "--channel", "twitter", source("config/up-police/demo/posts.jsonl")});
  EXPECT_EQ(number(second.json(), "stored"), 0);
  EXPECT_EQ(seva.shape(), shape);
  EXPECT_EQ(seva.stored(), stored);
}

TEST_P(Replay, in_two_halves_with_an_overlap_ends_alike) {
  const auto lines = demo_lines();
  const Folder files;
  const std::string first = files.write("first.jsonl", joined(lines, 0, lines.size() / 2 + 30));
  const std::string second = files.write("second.jsonl", joined(lines, lines.size() / 2 - 30, lines.size()));
  const Seva whole(source("config/up-police"), database());
  const Seva halves(source("config/up-police"), database());
  ASSERT_EQ(whole.run({"replay", "--channel", "twitter", source("config/up-police/demo/posts.jsonl")}).status, 0);
  ASSERT_EQ(halves.run({"replay", "--channel", "twitter", first}).status, 0);
  ASSERT_EQ(halves.run({"replay", "--channel", "twitter", second}).status, 0);
  EXPECT_EQ(halves.shape(), whole.shape());
  EXPECT_EQ(halves.stored(), whole.stored());
}

TEST_P(Replay, killed_at_any_moment_and_begun_again_ends_alike) {
  const bool is_full = std::string(std::getenv("SEVA_ROUNDS") != nullptr ? std::getenv("SEVA_ROUNDS") : "") == "full";
  const int rounds = is_full ? 100 : 10;
  const auto file = source("config/up-police/demo/posts.jsonl");
  const Seva whole(source("config/up-police"), database());
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(whole.run({"replay", "--channel", "twitter", file}).status, 0);
  auto length = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  std::mt19937 random(17);
  int killed_under_way = 0;
  for (int round = 0; round < rounds; ++round) {
    const Seva killed(source("config/up-police"), database());
    for (int kill = 0; kill < 3; ++kill) {
      const auto process = killed.start({"replay", "--channel", "twitter", file});
      std::this_thread::sleep_for(length * static_cast<int>(random() % 1'000) / 1'000);
      process->send(SIGKILL);
      if (process->wait().status == -SIGKILL)
        ++killed_under_way;
      else
        length = length * 3 / 4;  // it ended sooner than the first one, which may have met a busier machine
    }
    ASSERT_EQ(killed.run({"replay", "--channel", "twitter", file}).status, 0);
    ASSERT_EQ(killed.shape(), whole.shape()) << "round " << round;
    ASSERT_EQ(killed.stored(), whole.stored()) << "round " << round;
  }
  std::cout << killed_under_way << " of " << rounds * 3 << " runs were killed under way\n";
  EXPECT_GT(killed_under_way, rounds);
}

TEST_P(Replay, of_real_posts_loses_none) {
  const auto file = sample("x_stream_2016.jsonl");
  if (!file) GTEST_SKIP() << "SEVA_SAMPLES names no folder with x_stream_2016.jsonl; the demo traffic serves in the tests above.";
  const Seva offices(source("tests/instances/offices-2016"), database());
  const Ended first = offices.run({"replay", "--json", "--channel", "twitter", *file});
  ASSERT_EQ(first.status, 0) << first.err;
  const auto counts = first.json();
  std::cout << first.out;
  EXPECT_EQ(number(counts, "posts_read"), 1'852);
  EXPECT_EQ(number(counts, "stored"), 1'852);
  expect_books_to_balance(counts);
  const auto shape = offices.shape();
  EXPECT_EQ(number(offices.run({"replay", "--json", "--channel", "twitter", *file}).json(), "stored"), 0);
  EXPECT_EQ(offices.shape(), shape);
}

TEST_P(Replay, of_other_bodies_posts_opens_no_docket) {
  const auto file = sample("x_stream_2016.jsonl");
  if (!file) GTEST_SKIP() << "SEVA_SAMPLES names no folder with x_stream_2016.jsonl; an own fixture serves in the actions' tests.";
  const Seva police(source("config/up-police"), database());
  const auto counts = police.run({"replay", "--json", "--channel", "twitter", *file}).json();
  EXPECT_EQ(number(counts, "posts_read"), 1'852);
  expect_books_to_balance(counts);
  std::cout << boost::json::serialize(counts) << "\n";
  for (const std::string& ticket : police.shape())
    EXPECT_TRUE(ticket.find("UPPolice") != std::string::npos || ticket.find("uppolice") != std::string::npos) << ticket;
}

INSTANTIATE_TEST_SUITE_P(on, Replay, ::testing::Values("sqlite", "mariadb"), [](const auto& test) { return std::string(test.param); });

/// One line for each way of being wrong, among good ones.
TEST(BadInput, is_named_by_line_counted_and_set_aside_while_the_rest_goes_through) {
  const auto lines = demo_lines();
  std::string wordless = R"({"data":{"id":"900000000000000001","author_id":"1","created_at":"2016-04-11T01:08:26.000Z"}})";
  const std::vector<std::string> input{lines[0],
                                       "this is no JSON\r\n",
                                       lines[1],
                                       "{\"data\":{\"id\":\"900000000000000002\",\"text\":\"bad \xff\xfe bytes\"}}\r\n",
                                       "{\"data\":{\"text\":\"" + std::string(10'000'000, 'a') + "\"}}\r\n",
                                       wordless + "\r\n",
                                       "{\"something_new\":{\"of\":\"an unknown kind\"}}\r\n",
                                       "\r\n",
                                       lines[2]};
  const Folder files;
  const std::string file = files.write("mixed.jsonl", joined(input, 0, input.size()));
  const Seva seva(source("config/up-police"));
  const Ended ended = seva.run({"replay", "--json", "--channel", "twitter", file});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto counts = ended.json();
  EXPECT_EQ(number(counts, "lines_read"), 8);
  EXPECT_EQ(number(counts, "unreadable"), 5);
  EXPECT_EQ(number(counts, "stored") + number(counts, "ignored"), 3);
  expect_books_to_balance(counts);
  for (const int line : {2, 4, 5, 6, 7})
    EXPECT_NE(ended.err.find("mixed.jsonl:" + std::to_string(line) + ":"), std::string::npos) << line << "\n" << ended.err;
  EXPECT_EQ(seva.stored().dead_letters, 5);
  ASSERT_EQ(seva.run({"replay", "--channel", "twitter", file}).status, 0);
  EXPECT_EQ(seva.stored().dead_letters, 5) << "set aside once, however often it comes";
}

TEST(Explain, says_in_both_languages_why) {
  const Seva seva(source("config/up-police"));
  ASSERT_EQ(seva.run({"replay", "--channel", "twitter", source("config/up-police/demo/posts.jsonl")}).status, 0);
  const Ended ended = seva.run({"explain", seva.dockets().front()});
  ASSERT_EQ(ended.status, 0) << ended.err;
  for (const char* aspect : {"relevance (", "department (", "category (", "priority (", "unit (", "deadline ("})
    EXPECT_NE(ended.out.find(aspect), std::string::npos) << aspect << "\n" << ended.out;
  EXPECT_NE(ended.out.find("है"), std::string::npos);
  EXPECT_EQ(seva.run({"explain", "UPP-00000-00000-1"}).status, 1);
}

TEST(Commands, answer_wrong_usage_with_two_and_teach) {
  const Seva seva(source("config/up-police"));
  EXPECT_EQ(seva.run({}).status, 2);
  EXPECT_EQ(seva.run({"nonsense"}).status, 2);
  EXPECT_EQ(seva.run({"replay"}).status, 2);
  const Ended help = seva.run({"--help"});
  EXPECT_EQ(help.status, 0);
  for (const char* command : {"serve", "replay", "check", "migrate", "user", "explain"})
    EXPECT_NE(help.out.find(command), std::string::npos) << command;
}

TEST(Commands, check_names_file_and_key_of_a_mistake) {
  const Folder copy;
  std::filesystem::copy(source("config/up-police"), copy.path(), std::filesystem::copy_options::recursive);
  copy.write("sla.yaml", "priorities:\n  normal: {response_minutes: 240, resolution_hours: 3}\n");
  const Ended ended = Seva(copy.path().string()).run({"check"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_NE(ended.err.find("sla.yaml:2"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("resolution_hours"), std::string::npos) << ended.err;
}

}  // namespace
}  // namespace seva::whole
