#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "plugins/tables.hpp"
#include "relevance.hpp"

namespace {

using seva::RelevanceKind;

constexpr double kOpenScore = 0.6;

struct Count {
  int right_yes = 0, wrong_yes = 0, wrong_no = 0, right_no = 0;

  void add(bool is_said, bool is_so) { ++(is_said ? (is_so ? right_yes : wrong_yes) : (is_so ? wrong_no : right_no)); }
  [[nodiscard]] double precision() const { return share(right_yes, wrong_yes); }
  [[nodiscard]] double recall() const { return share(right_yes, wrong_no); }
  [[nodiscard]] double f1() const { return 2.0 * right_yes / std::max(1, 2 * right_yes + wrong_yes + wrong_no); }
  [[nodiscard]] double accuracy() const { return share(right_yes + right_no, wrong_yes + wrong_no); }
  void print(const std::string& name) const {
    std::printf("relevance %-24s posts %4d precision %.3f recall %.3f f1 %.3f accuracy %.3f\n", name.c_str(),
                right_yes + wrong_yes + wrong_no + right_no, precision(), recall(), f1(), accuracy());
  }

 private:
  static double share(int part, int rest) { return part + rest == 0 ? 0 : static_cast<double>(part) / (part + rest); }
};

/// The last hexadecimal digit of the id decides, so that the halves never change: even ones for tuning, odd ones for judging.
bool is_for_tuning(const std::string& id) { return !id.empty() && std::string_view("02468aceACE").find(id.back()) != std::string_view::npos; }

std::map<std::string, Count> measure(const std::vector<seva::tables::Row>& posts) {
  std::map<std::string, Count> counts;
  seva::general::RelevanceJudge judge;
  seva::text::Tokens tokens;
  for (const auto& post : posts) {
    seva::CitizenMessage message;
    message.text = post.at("text");
    tokens.read(message.text);
    const auto relevance = judge.judge(message, tokens);
    const bool is_said = relevance.kind == RelevanceKind::grievance && relevance.score >= kOpenScore;
    const bool is_so = post.at("grievance") == "1";
    counts[is_for_tuning(post.at("id")) ? "all, tuning half" : "all, judging half"].add(is_said, is_so);
    counts["all"].add(is_said, is_so);
    counts[post.at("account")].add(is_said, is_so);
  }
  return counts;
}

TEST(SamplesOf2016, AreTakenForGrievancesAsPeopleTookThem) {
  const char* folder = std::getenv("SEVA_SAMPLES");
  const bool is_real = folder != nullptr && *folder != '\0';
  const std::string own = std::string(SEVA_SOURCE_DIR) + "/tests/plugins/general/fixtures/labelled.csv";
  if (!is_real) std::printf("relevance: SEVA_SAMPLES names no folder; own fixtures serve, their figures say little\n");
  const auto posts = seva::tables::read_csv(is_real ? std::string(folder) + "/grievance_tweets_2016.csv" : own);
  auto counts = measure(posts);
  for (const auto& [name, count] : counts) count.print(name);
  EXPECT_GE(counts["all"].precision(), 0.70);
  EXPECT_GE(counts["all"].f1(), 0.72);
}

}  // namespace
