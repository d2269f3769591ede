#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "plugins/railways/instance.hpp"

namespace {

using seva::RelevanceKind;
using seva::railways::fact_of;

constexpr double kOpenScore = 0.6;

struct Count {
  int right_yes = 0, wrong_yes = 0, wrong_no = 0, right_no = 0;

  void add(bool is_said, bool is_so) { ++(is_said ? (is_so ? right_yes : wrong_yes) : (is_so ? wrong_no : right_no)); }
  [[nodiscard]] double precision() const { return share(right_yes, wrong_yes); }
  [[nodiscard]] double recall() const { return share(right_yes, wrong_no); }
  void print(const std::string& name) const {
    std::printf("railways relevance %-13s posts %4d precision %.3f recall %.3f f1 %.3f\n", name.c_str(), right_yes + wrong_yes + wrong_no + right_no,
                precision(), recall(), 2.0 * right_yes / std::max(1, 2 * right_yes + wrong_yes + wrong_no));
  }

 private:
  static double share(int part, int rest) { return part + rest == 0 ? 0 : static_cast<double>(part) / (part + rest); }
};

/// The last hexadecimal digit of the id decides, so that the halves never change: even ones for tuning, odd ones for judging.
bool is_for_tuning(const std::string& id) { return !id.empty() && std::string_view("02468aceACE").find(id.back()) != std::string_view::npos; }

TEST(RailwaysSamples, AreTakenForGrievancesAsPeopleTookThem) {
  const char* folder = std::getenv("SEVA_SAMPLES");
  const bool is_real = folder != nullptr && *folder != '\0';
  if (!is_real) std::printf("railways relevance: SEVA_SAMPLES names no folder; own fixtures serve, their figures say little\n");
  const std::string own = std::string(SEVA_SOURCE_DIR) + "/tests/plugins/railways/fixtures/labelled.csv";
  std::map<std::string, Count> counts;
  std::map<std::string, int> classes;
  std::map<std::string, int> units;
  for (const auto& post : seva::tables::read_csv(is_real ? std::string(folder) + "/grievance_tweets_2016.csv" : own)) {
    if (post.at("account") != "@RailMinIndia") continue;
    const auto assessment = seva::railways::railways_instance().assess(post.at("text"));
    const bool is_said = assessment.relevance == RelevanceKind::grievance && assessment.score >= kOpenScore;
    counts[is_for_tuning(post.at("id")) ? "tuning half" : "judging half"].add(is_said, post.at("grievance") == "1");
    counts["all"].add(is_said, post.at("grievance") == "1");
    ++classes[fact_of(assessment, "class")];
    if (is_said) ++units[assessment.unit.empty() ? "(for a person to choose)" : assessment.unit];
  }
  for (const auto& [name, count] : counts) count.print(name);
  for (const auto& [name, count] : classes) std::printf("railways class %-13s %4d\n", name.c_str(), count);
  for (const auto& [name, count] : units) std::printf("railways unit %-24s %4d\n", name.c_str(), count);
  EXPECT_GE(counts["all"].precision(), 0.76);
  EXPECT_GE(counts["all"].recall(), 0.75);
}

}  // namespace
