#include <gmock/gmock.h>

#include "hosting/installed/config_check.hpp"

namespace seva::hosting {
namespace {

const std::string kSchema = R"({"type":"object","required":["address"],"properties":{
  "address":{"type":"string","minLength":3},"port":{"type":"integer","maximum":65535},
  "lines":{"type":"array","items":{"type":"object","properties":{"a/b":{"type":"integer"}}}}}})";

std::vector<std::string> paths(const std::string& config) {
  std::vector<std::string> found;
  for (const auto& problem : config_problems(config, kSchema)) {
    found.push_back(problem.path);
    EXPECT_NE(problem.message.en, "");
    EXPECT_NE(problem.message.hi, "");
  }
  return found;
}

TEST(ConfigProblems, EveryMistakeIsNamedByItsPlace) {
  EXPECT_THAT(paths(R"({"address":"pbx.example"})"), ::testing::IsEmpty());
  EXPECT_THAT(paths(R"({"address":"x","port":70000})"), ::testing::UnorderedElementsAre("/address", "/port"));
  EXPECT_THAT(paths(R"({"address":"pbx.example","lines":[{"a/b":1},{"a/b":"no"}]})"), ::testing::ElementsAre("/lines/1/a~1b"));
}

TEST(ConfigProblems, WhatIsUnknownOrMissingOrNoObjectIsAMistake) {
  EXPECT_THAT(paths(R"({"address":"pbx.example","prot":1})"), ::testing::Contains("/prot"));
  EXPECT_THAT(paths("{}"), ::testing::ElementsAre(""));
  EXPECT_THAT(paths("[1]"), ::testing::ElementsAre(""));
  EXPECT_THAT(paths("{"), ::testing::ElementsAre(""));
}

}  // namespace
}  // namespace seva::hosting
