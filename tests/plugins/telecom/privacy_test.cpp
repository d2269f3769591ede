#include <gtest/gtest.h>

#include "plugins/telecom/communications.hpp"

namespace {

std::string fact(const seva::Assessment& assessment, std::string_view name) {
  for (const auto& [key, value] : assessment.facts)
    if (key == name) return value;
  return {};
}

TEST(TelecomPrivacy, NumbersAreFactsForTheDesk) {
  const auto assessment = seva::telecom::communications().assess(
      "#BSNLSeva landline 0522-1000001 dead, mobile 6500000000, PIN 226010, complaint no 10458821. Speed post EE000001010IN");
  EXPECT_EQ(fact(assessment, "pin"), "226010");
  EXPECT_EQ(fact(assessment, "landline"), "05221000001");
  EXPECT_EQ(fact(assessment, "mobile"), "6500000000");
  EXPECT_EQ(fact(assessment, "article"), "EE000001010IN");
  EXPECT_EQ(fact(assessment, "reference"), "10458821");
}

TEST(TelecomPrivacy, NoReasonShowsANumberByWordOrArgument) {
  const std::vector<std::string> numbers{"226010", "1000001", "0522", "6500000000", "65000", "10458821", "000001010"};
  for (const char* written :
       {"#BSNLSeva landline 0522-1000001 dead since a week, mobile 6500000000, PIN 226010, complaint no 10458821 not resolved",
        "#PostalSeva Speed post EE000001010IN abhi tak nahi mila, pin 226010, phone 65000 00000 par call karen",
        "लैंडलाइन 0522-1000001 बंद है, मोबाइल 6500000000, लखनऊ-226010, शिकायत संख्या 10458821 बंद कर दी", "no network on 6500000000 at 226010",
        "please call 6500000000 urgently", "spam calls on 6500000000 daily, complaint 10458821 no action"}) {
    const std::string text = written;
    const auto assessment = seva::telecom::communications().assess(text);
    EXPECT_FALSE(assessment.facts.empty()) << text;
    for (const auto& reason : assessment.reasons) {
      std::string shown = reason.code;
      for (const auto& argument : reason.arguments) shown += "|" + argument;
      for (const auto& words : reason.words) shown += "|" + text.substr(words.offset, words.size);
      for (const auto& number : numbers) EXPECT_EQ(shown.find(number), std::string::npos) << shown << "\n" << text;
    }
  }
}

TEST(TelecomPrivacy, AReasonMaySayWhichCircleThePinNames) {
  const auto assessment = seva::telecom::communications().assess("#BSNLSeva no network, PIN 800020");
  const auto reason =
      std::find_if(assessment.reasons.begin(), assessment.reasons.end(), [](const auto& one) { return one.code == "pin_names_circle"; });
  ASSERT_NE(reason, assessment.reasons.end());
  EXPECT_EQ(reason->arguments, std::vector<std::string>{"BSNL-BR"});
  EXPECT_TRUE(reason->words.empty());
}

TEST(TelecomPrivacy, CallsThatHarassAreConfidential) {
  const auto assessment = seva::telecom::communications().assess("#DOTSeva raat ko ashleel call aate hain, bahut pareshan hu");
  EXPECT_EQ(assessment.category, "ABUSIVE_CALLS");
  EXPECT_TRUE(assessment.is_confidential);
  EXPECT_FALSE(seva::telecom::communications().assess("#DOTSeva spam calls every day").is_confidential);
}

}  // namespace
