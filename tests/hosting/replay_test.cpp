#include "hosting/replay.hpp"

#include <gmock/gmock.h>

#include <future>
#include <sstream>

#include "hosting/limits.hpp"
#include "hosting/line_reader.hpp"
#include "hosting/support/fake_plugin.hpp"
#include "hosting/support/fake_store.hpp"
#include "hosting/support/ledger.hpp"

namespace seva::hosting {
namespace {

using boost::json::object;
using ::testing::ElementsAre;

/// One effect for each line: what `answer` says to it. nullopt: the plugin fails at the whole payload.
using LineAnswer = std::function<std::optional<std::string>(std::string_view line, std::size_t offset)>;

std::optional<std::string> by_line(const object& event, std::string_view payload, const LineAnswer& answer) {
  if (text_of(event, "type") != "stream_data") return "[]";
  std::string effects;
  std::size_t offset = 0;
  while (offset < payload.size()) {
    const std::size_t end = payload.find('\n', offset);
    const auto one = answer(payload.substr(offset, end - offset), offset);
    if (!one) return std::nullopt;
    if (!one->empty()) effects += (effects.empty() ? "" : ",") + *one;
    offset = end + 1;
  }
  return "[" + effects + "]";
}

std::optional<std::string> accept_line(std::string_view line, std::size_t offset) {
  if (line == "bad") return R"({"type": "accept", "unreadable": [{"offset": )" + std::to_string(offset) + R"(, "size": 3, "reason": "no_json"}]})";
  if (line == "retweet") return R"({"type": "accept", "ignored": [{"source_id": "r", "reason": "retweet"}]})";
  if (line == "silent") return "";
  if (line == "poison") return std::nullopt;
  return accepting(std::string(line));
}

class ReplayTest : public ::testing::Test {
 protected:
  domain::Result<ReplayReport> replay(const std::string& file, ReplayOptions options = {"posts.jsonl"}, const LineAnswer& answer = accept_line) {
    plugin_ = std::make_unique<FakePlugin>([answer](const object& event, std::string_view payload) { return by_line(event, payload, answer); });
    plugin_->ends_from_outside = ends_from_outside_;
    ChannelSetup setup;
    setup.id = "c";
    setup.process = plugin_.get();
    setup.line_end = line_end_;
    std::istringstream lines(file);
    return Replay(std::move(setup), ledger_.begin(), stamps_, std::move(options)).run(lines, {});
  }
  std::vector<actions::Unreadable> unreadable() {
    std::vector<actions::Unreadable> all;
    for (const auto& turn : ledger_.turns()) all.insert(all.end(), turn.unreadable.begin(), turn.unreadable.end());
    return all;
  }

  std::string line_end_ = "\n";
  int ends_from_outside_ = 0;
  FakeClock clock_;
  Stamps stamps_{clock_};
  Ledger ledger_;
  std::unique_ptr<FakePlugin> plugin_;
};

TEST_F(ReplayTest, BooksBalanceOverMessagesIgnoredUnreadableAndBlankLines) {
  const auto report = replay("m1\nbad\n\nretweet\n   \nm2\n");
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->lines, 6);
  EXPECT_EQ(report->blank_lines, 2);
  EXPECT_EQ(report->counts.posts_read, 4);
  EXPECT_TRUE(report->counts.balance());
  EXPECT_EQ(report->lines - report->blank_lines, report->counts.posts_read);
  EXPECT_THAT(ledger_.messages(), ElementsAre("m1", "m2"));
  EXPECT_TRUE(ledger_.turns().at(0).is_replay);
  ASSERT_EQ(report->unreadable.size(), 1U);
  EXPECT_EQ(report->unreadable[0].line, 2);
  EXPECT_EQ(unreadable().at(0).origin, "posts.jsonl:2");
  EXPECT_EQ(unreadable().at(0).bytes, "bad");
  EXPECT_EQ(plugin_->opened, 1);
}

TEST_F(ReplayTest, IsToldLaterWhereThatIsAskedForAndInNothingElseChanged) {
  ASSERT_TRUE(replay("m1\n"));
  const auto as_recorded = ledger_.turns().back().messages;
  ReplayOptions options{"posts.jsonl"};
  options.later = std::chrono::hours{48};
  ASSERT_TRUE(replay("m1\n", options));
  const auto later = ledger_.turns().back().messages;
  ASSERT_EQ(later.size(), 1U);
  EXPECT_EQ(later.front().sent_at - as_recorded.front().sent_at, std::chrono::hours{48});
  EXPECT_EQ(later.front().source_id, as_recorded.front().source_id);
  EXPECT_EQ(later.front().text, as_recorded.front().text);
}

TEST_F(ReplayTest, LineEndsOfEveryKindAreLineEnds) {
  const auto report = replay("m1\r\nm2\nm3\r\n\r\nm4");
  ASSERT_TRUE(report);
  EXPECT_THAT(ledger_.messages(), ElementsAre("m1", "m2", "m3", "m4"));
  EXPECT_EQ(report->lines, 5);
}

TEST(LineReader, EndOfManyBytesIsFoundWhereverItFallsAndOnlyWhole) {
  const std::string end = "\r\n\r\n";
  for (std::size_t lead = 256 * kKibibyte - 6; lead < 256 * kKibibyte + 2; ++lead) {
    const std::string first = std::string(lead, 'x') + "\r\nmore";
    std::istringstream file(first + end + "second\r\n" + end + "last");
    LineReader reader(file, kMebibyte, end);
    ASSERT_EQ(reader.next()->bytes, first) << lead;
    ASSERT_EQ(reader.next()->bytes, "second") << "the end comes as soon as it can";
    ASSERT_EQ(reader.next()->bytes, "\r\nlast");
    ASSERT_FALSE(reader.next());
  }
}

TEST(LineReader, LineBeyondTheLimitWithAnEndOfManyBytesIsDigestedWithoutIt) {
  const std::string end = "\r\n\r\n";
  for (const std::size_t size : {kMebibyte + 1, kMebibyte + 256 * kKibibyte - 2, 2 * kMebibyte}) {
    const std::string line(size, 'x');
    std::istringstream file(line + end + "next");
    LineReader reader(file, kMebibyte, end);
    auto too_long = reader.next();
    ASSERT_TRUE(too_long->too_long) << size;
    EXPECT_EQ(too_long->too_long->finish("o", "r").digest, set_aside(line, "o", "r").digest) << size;
    EXPECT_EQ(reader.next()->bytes, "next");
  }
}

TEST_F(ReplayTest, FileIsCutAsTheChannelsStreamIs) {
  line_end_ = ";\n";
  const auto report =
      replay("m1;\nm2\n;\n;\nm3", {"calls.replay"}, [](std::string_view line, std::size_t) { return accepting(std::string(line.substr(0, 2))); });
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->lines, 4);
  EXPECT_EQ(report->blank_lines, 1);
}

TEST_F(ReplayTest, LaterTurnsAreBegunWhileAnEarlierOneIsCommitted) {
  std::string file;
  for (std::size_t line = 0; line < 3 * kPartsTogether; ++line) file += "m" + std::to_string(line) + "\n";
  ReplayOptions options{"posts.jsonl"};
  options.messages_together = 1;
  ledger_.hold();
  auto replaying = std::async(std::launch::async, [&] { return replay(file, options); });
  ledger_.await_commit_under_way();
  ledger_.await_begun(2);
  ledger_.release();
  const auto report = replaying.get();
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(ledger_.turns().size(), 3U);
  const auto messages = ledger_.messages();
  ASSERT_EQ(messages.size(), 3 * kPartsTogether);
  for (std::size_t line = 0; line < messages.size(); ++line) ASSERT_EQ(messages[line], "m" + std::to_string(line)) << "the order is the file's";
}

TEST_F(ReplayTest, FailureWhileATurnIsBegunEndsTheReplay) {
  FakePlugin plugin([](const object& event, std::string_view payload) { return by_line(event, payload, accept_line); });
  ChannelSetup setup;
  setup.id = "c";
  setup.process = &plugin;
  std::istringstream lines("m1\nm2\n");
  const Begin fail = [](actions::Turn) -> std::function<actions::Counts()> { throw std::runtime_error("no department can be asked"); };
  const auto report = Replay(std::move(setup), fail, stamps_, {"f"}).run(lines, {});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, "replay_failed");
  EXPECT_EQ(report.error().what, "no department can be asked");
}

TEST_F(ReplayTest, EmptyFileIsNoFailure) {
  const auto report = replay("");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->lines, 0);
  EXPECT_TRUE(ledger_.turns().empty());
}

TEST_F(ReplayTest, LineWithoutAccountIsSetAside) {
  const auto report = replay("m1\nsilent\nm2\n");
  ASSERT_TRUE(report);
  EXPECT_THAT(ledger_.messages(), ElementsAre("m1", "m2"));
  EXPECT_EQ(unreadable().at(0).reason, "unaccounted");
  EXPECT_EQ(unreadable().at(0).origin, "posts.jsonl:2");
  EXPECT_EQ(unreadable().at(0).bytes, "silent");
  EXPECT_EQ(report->counts.posts_read, 3);
}

TEST_F(ReplayTest, LinesAreHandedOneByOneWhereTheAccountDoesNotMatch) {
  const auto twice = [](std::string_view line, std::size_t offset) -> std::optional<std::string> {
    if (line == "double") return accepting("d1") + "," + accepting("d2");
    return accept_line(line, offset);
  };
  const auto report = replay("double\nm1\n", {"posts.jsonl"}, twice);
  ASSERT_TRUE(report);
  EXPECT_THAT(ledger_.messages(), ElementsAre("d1", "d2", "m1"));
  EXPECT_TRUE(unreadable().empty());
  EXPECT_EQ(plugin_->opened, 2);
}

TEST_F(ReplayTest, LineThatBreaksThePluginIsSetAsideAndItsNeighboursAreRead) {
  const auto report = replay("m1\npoison\nm2\n");
  ASSERT_TRUE(report);
  EXPECT_THAT(ledger_.messages(), ElementsAre("m1", "m2"));
  EXPECT_EQ(unreadable().at(0).reason, "plugin_failed");
  EXPECT_EQ(report->unreadable.at(0).line, 2);
}

TEST_F(ReplayTest, LineBeyondTheLimitIsSetAsideInItsPlaceWithoutThePlugin) {
  const std::string giant(10 * kMebibyte, 'x');
  const auto report = replay("m1\n" + giant + "\r\nm2\n" + std::string(kPartBytes, 'y') + "\n");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->lines, 4);
  ASSERT_EQ(unreadable().size(), 1U);
  EXPECT_EQ(unreadable()[0].size, giant.size());
  EXPECT_EQ(unreadable()[0].bytes.size(), kKeptUnreadableBytes);
  EXPECT_EQ(unreadable()[0].reason, "line_too_long");
  EXPECT_EQ(unreadable()[0].origin, "posts.jsonl:2");
  EXPECT_EQ(unreadable()[0].digest, set_aside(giant, {}, {}).digest);
  EXPECT_EQ(ledger_.messages().size(), 3U);
}

TEST_F(ReplayTest, OrderHoldsOverManyPayloadsAndCommits) {
  std::string file;
  std::vector<std::string> expected;
  for (int line = 0; line < 2'345; ++line) {
    expected.push_back("m" + std::to_string(line));
    file += expected.back() + "\n";
  }
  const auto report = replay(file, {"posts.jsonl", 500});
  ASSERT_TRUE(report);
  EXPECT_EQ(ledger_.messages(), expected);
  EXPECT_EQ(ledger_.turns().size(), 5U);
  EXPECT_EQ(report->counts.posts_read, 2'345);
}

TEST_F(ReplayTest, PayloadsKeepTheirBounds) {
  std::size_t largest = 0;
  plugin_ = std::make_unique<FakePlugin>([&](const object& event, std::string_view payload) {
    if (text_of(event, "type") == "stream_data") {
      EXPECT_EQ(text_of(event, "tag"), "replay");
      EXPECT_TRUE(payload.ends_with('\n'));
      largest = std::max(largest, payload.size());
    }
    return by_line(event, payload, accept_line);
  });
  ChannelSetup setup;
  setup.id = "c";
  setup.process = plugin_.get();
  std::string file;
  for (int line = 0; line < 300; ++line) file += std::string(10 * kKibibyte, static_cast<char>('a' + line % 26)) + "\n";
  std::istringstream lines(file);
  ASSERT_TRUE(Replay(std::move(setup), ledger_.begin(), stamps_, {"f"}).run(lines, {}));
  EXPECT_LE(largest, kPartsTogetherBytes);
  EXPECT_EQ(ledger_.messages().size(), 300U);
}

TEST_F(ReplayTest, FailingStoreEndsTheReplayWithAProblem) {
  ledger_.fail_next(1);
  const auto report = replay("m1\n");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, "replay_failed");
}

TEST_F(ReplayTest, FailingStoreEndsTheReplayAlsoWhileMuchIsStillToBeRead) {
  std::string file;
  for (int line = 0; line < 20'000; ++line) file += "m" + std::to_string(line) + "\n";
  ledger_.fail_next(1);
  EXPECT_FALSE(replay(file, {"f", 10}));
}

TEST_F(ReplayTest, LinesWhoseProcessWasEndedFromOutsideAreHandedAgainAndNeverSetAside) {
  ends_from_outside_ = 4;
  const auto report = replay("m1\nm2\n");
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_THAT(ledger_.messages(), ElementsAre("m1", "m2"));
  EXPECT_TRUE(report->unreadable.empty());
  ends_from_outside_ = 5;
  const auto ended = replay("m3\n");
  ASSERT_FALSE(ended) << "five ends are too many for a plugin that nothing else is said of";
  EXPECT_THAT(ended.error().what, ::testing::HasSubstr("ended from outside"));
}

TEST_F(ReplayTest, PluginThatCannotStartEndsTheReplayWithAProblem) {
  plugin_ = std::make_unique<FakePlugin>([](const object&, std::string_view) { return std::nullopt; });
  ChannelSetup setup;
  setup.id = "c";
  setup.process = plugin_.get();
  std::istringstream lines("m1\n");
  EXPECT_FALSE(Replay(std::move(setup), ledger_.begin(), stamps_, {"f"}).run(lines, {}));
}

}  // namespace
}  // namespace seva::hosting
