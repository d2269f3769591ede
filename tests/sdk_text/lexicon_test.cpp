#include "seva/text/lexicon.hpp"

#include <gtest/gtest.h>

#include "seva/text/evidence.hpp"
#include "seva/text/tone.hpp"
#include "seva/text/urgency.hpp"

namespace {

using seva::text::Lexicon;

std::string mistake_in(std::string_view source) {
  try {
    const Lexicon lexicon(source);
  } catch (const std::invalid_argument& mistake) {
    return mistake.what();
  }
  return "";
}

TEST(Lexicon, ReadsFeaturesWithTheirWeights) {
  const Lexicon lexicon("# a remark\n[delay 0.9]\nen: not yet; still waiting\nhl: abhi tak nahi\n\n[praise -1.5]\nhi: धन्यवाद\n[delay]\nen: late\n");
  ASSERT_EQ(lexicon.features().size(), 2U);
  EXPECT_EQ(lexicon.features()[0].name, "delay");
  EXPECT_DOUBLE_EQ(lexicon.features()[0].weight, 0.9);
  EXPECT_DOUBLE_EQ(lexicon.features()[1].weight, -1.5);
  seva::text::Tokens tokens;
  tokens.read("Late again, abhee tak nahin... abhi tak nahi. धन्यवाद");
  seva::text::Evidence evidence;
  evidence.read(lexicon, tokens);
  EXPECT_EQ(evidence.count(0), 2U);
  EXPECT_EQ(evidence.count(1), 1U);
}

TEST(Lexicon, NamesTheLineOfAMistake) {
  EXPECT_EQ(mistake_in("en: word\n"), "lexicon, line 1: phrases stand before the first heading");
  EXPECT_EQ(mistake_in("[a 1]\nword\n"), "lexicon, line 2: a line begins with en:, hi: or hl:");
  EXPECT_EQ(mistake_in("[a 1\n"), "lexicon, line 1: a heading lacks its ]");
  EXPECT_NE(mistake_in("[a x]\n"), "");
}

TEST(ToneLexicon, HasTheFeaturesInTheOrderOfTheirNames) {
  const Lexicon lexicon = seva::text::tone_lexicon();
  EXPECT_EQ(lexicon.features().size(), seva::text::index(seva::text::Tone::count));
  EXPECT_EQ(lexicon.features()[seva::text::index(seva::text::Tone::praise)].name, "praise");
  EXPECT_EQ(lexicon.features()[seva::text::index(seva::text::Tone::greeting)].name, "greeting");
}

TEST(Urgency, TellsNowFromThePastAndFromAFigureOfSpeech) {
  seva::text::UrgencyReader reader;
  seva::text::Urgency urgency;
  seva::text::Tokens tokens;
  const auto level_of = [&](std::string_view text) {
    tokens.read(text);
    reader.read(tokens, urgency);
    return urgency.level;
  };
  using enum seva::text::UrgencyLevel;
  EXPECT_EQ(level_of("आग लग गई है"), now);
  EXPECT_EQ(level_of("पिछले साल आग लग गई थी"), past);
  EXPECT_EQ(level_of("beti bachao beti padhao"), none);
  EXPECT_EQ(level_of("the weather is fine"), none);
  EXPECT_EQ(level_of("main suicide kar lunga"), now);
  EXPECT_TRUE(urgency.is_self_harm);
}

}  // namespace
