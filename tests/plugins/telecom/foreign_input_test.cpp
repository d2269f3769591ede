#include <gtest/gtest.h>

#include <random>
#include <set>

#include "plugins/telecom/communications.hpp"

namespace {

/// Texts put together from what the readers look for, and from bytes that are none.
std::string made_up_text(std::mt19937& random) {
  static const std::vector<std::string> kParts{"#BSNLSeva",
                                               "#",
                                               "@",
                                               "@jio",
                                               "226010",
                                               "0522-",
                                               "1000001",
                                               "91",
                                               "+91 ",
                                               "EE000001010IN",
                                               "EE",
                                               " IN ",
                                               "pin ",
                                               "x",
                                               "xxxxx",
                                               "*****",
                                               "नेटवर्क",
                                               "नहीं",
                                               "\xe0\xa4",
                                               "\xff",
                                               " ",
                                               "\n",
                                               "।",
                                               ".",
                                               "speed post",
                                               "Patna",
                                               "se ",
                                               "port ",
                                               "Airtel",
                                               "₹",
                                               "complaint no ",
                                               "१२३४५६",
                                               "-",
                                               "(",
                                               ")",
                                               std::string(1, '\0'),
                                               "bachao ",
                                               "रिफंड"};
  std::string text;
  for (std::size_t parts = random() % 40; parts > 0; --parts) text += kParts[random() % kParts.size()];
  return text;
}

TEST(TelecomForeignInput, IsAssessedWithinItsOwnBounds) {
  std::mt19937 random(5);
  for (int round = 0; round < 5'000; ++round) {
    const std::string text = made_up_text(random);
    const auto assessment = seva::telecom::communications().assess(text);
    EXPECT_GE(assessment.score, 0);
    EXPECT_LE(assessment.score, 1);
    for (const auto& candidate : assessment.candidates) EXPECT_TRUE(candidate.score >= 0 && candidate.score <= 1.0001) << text;
    for (const auto& reason : assessment.reasons)
      for (const auto& words : reason.words) ASSERT_TRUE(words.offset <= text.size() && words.size <= text.size() - words.offset) << text;
    std::set<std::string> names;
    for (const auto& [name, value] : assessment.facts) EXPECT_TRUE(names.insert(name).second && !value.empty()) << name;
  }
}

}  // namespace
