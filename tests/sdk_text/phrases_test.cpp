#include "seva/text/phrases.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>

namespace {

using seva::text::PhraseMatch;
using seva::text::PhraseMatcher;
using seva::text::Spelling;
using seva::text::Tokens;

std::vector<std::string> found(const PhraseMatcher& matcher, const std::string& text) {
  Tokens tokens;
  tokens.read(text);
  std::vector<PhraseMatch> matches;
  matcher.find(tokens, matches);
  std::vector<std::string> told;
  for (const PhraseMatch& match : matches) told.push_back(std::to_string(match.phrase) + " " + text.substr(match.offset, match.size));
  return told;
}

using Told = std::vector<std::string>;

TEST(Phrases, AreFoundWithTheBytesTheyStandAt) {
  PhraseMatcher matcher;
  matcher.add("बाइक चोरी हो गई", 7);
  EXPECT_EQ(found(matcher, "मेरी बाइक चोरी हो गयी है"), (Told{"7 बाइक चोरी हो गयी"}));
}

TEST(Phrases, HideTheShorterOnesWithinThem) {
  PhraseMatcher matcher;
  matcher.add("working", 1);
  matcher.add("not working", 2);
  matcher.add("gomti nagar", 3);
  matcher.add("gomti nagar extension", 4);
  EXPECT_EQ(found(matcher, "it is not working, working"), (Told{"2 not working", "1 working"}));
  EXPECT_EQ(found(matcher, "Gomti Nagar Extension"), (Told{"4 Gomti Nagar Extension"}));
}

TEST(Phrases, MayOverlap) {
  PhraseMatcher matcher;
  matcher.add("a b", 1);
  matcher.add("b c", 2);
  EXPECT_EQ(found(matcher, "a b c"), (Told{"1 a b", "2 b c"}));
}

TEST(Phrases, TakeAlternativesAndGaps) {
  PhraseMatcher matcher;
  matcher.add("report ~ nahi likhi/likh", 1);
  EXPECT_EQ(found(matcher, "report nahi likhi"), (Told{"1 report nahi likhi"}));
  EXPECT_EQ(found(matcher, "report abhi tak nahi likh rahe"), (Told{"1 report abhi tak nahi likh"}));
  EXPECT_TRUE(found(matcher, "report one two three four five six nahi likhi").empty());
  EXPECT_TRUE(found(matcher, "report. nahi likhi").empty());
}

TEST(Phrases, AreComparedBySoundOnlyWhereThatIsAsked) {
  PhraseMatcher matcher;
  matcher.add("zameen", 1, Spelling::sounded);
  matcher.add("been", 2);
  EXPECT_EQ(found(matcher, "jamin bin been"), (Told{"1 jamin", "2 been"}));
}

TEST(Phrases, MayHaveSeveralNumbers) {
  PhraseMatcher matcher;
  matcher.add("x", 1);
  matcher.add("x", 2);
  matcher.add("x", 2);
  EXPECT_EQ(found(matcher, "x"), (Told{"1 x", "2 x"}));
}

TEST(Phrases, ThatAreBlankAreLeftOut) {
  PhraseMatcher matcher;
  matcher.add("", 1);
  matcher.add("  ", 2);
  matcher.add("!!", 3);
  matcher.add("~", 4);
  EXPECT_TRUE(found(matcher, "anything ! ~").empty());
}

TEST(Phrases, AreFoundInOnePassAmongAHundredThousand) {
  PhraseMatcher matcher;
  for (std::uint32_t number = 0; number < 100'000; ++number) matcher.add("place" + std::to_string(number) + " nagar", number);
  const std::string text = "मेरी शिकायत place777 nagar की है और यह place99999 nagar के पास की घटना है कृपया कार्रवाई करें please help sir";
  EXPECT_EQ(found(matcher, text), (Told{"777 place777 nagar", "99999 place99999 nagar"}));
  Tokens tokens;
  std::vector<PhraseMatch> matches;
  constexpr int kRounds = 2000;
  const auto began = std::chrono::steady_clock::now();
  for (int round = 0; round < kRounds; ++round) {
    tokens.read(text);
    matcher.find(tokens, matches);
  }
  std::printf("phrases 100000 us_a_text %.2f\n",
              std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began).count() / kRounds);
}

}  // namespace
