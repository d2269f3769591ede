#include "seva/text/fold.hpp"

#include <gtest/gtest.h>

namespace {

using seva::text::fold;

std::string sound(std::string_view word) {
  std::string out;
  seva::text::append_sound(fold(word), out);
  return out;
}

struct Pair {
  const char* one;
  const char* other;
};

void PrintTo(const Pair& pair, std::ostream* out) { *out << pair.one << " and " << pair.other; }

class SameSpelling : public testing::TestWithParam<Pair> {};
class OtherWord : public testing::TestWithParam<Pair> {};
class SameSound : public testing::TestWithParam<Pair> {};

TEST_P(SameSpelling, FoldsToOneForm) { EXPECT_EQ(fold(GetParam().one), fold(GetParam().other)); }
TEST_P(OtherWord, KeepsItsOwnForm) { EXPECT_NE(fold(GetParam().one), fold(GetParam().other)); }
TEST_P(SameSound, MeetsInLatinLetters) { EXPECT_EQ(sound(GetParam().one), sound(GetParam().other)); }

INSTANTIATE_TEST_SUITE_P(Devanagari, SameSpelling,
                         testing::Values(Pair{"हजरतगंज", "हज़रतगंज"}, Pair{"\xE0\xA5\x9B", "\xE0\xA4\x9C\xE0\xA4\xBC"},
                                         Pair{"\xE0\xA5\x9B", "\xE0\xA4\x9C"}, Pair{"झाँसी", "झांसी"}, Pair{"सम्भल", "संभल"}, Pair{"हिन्दी", "हिंदी"},
                                         Pair{"गोण्डा", "गोंडा"}, Pair{"गयी", "गई"}, Pair{"गये", "गए"}, Pair{"जायेंगे", "जाएंगे"}, Pair{"स्थिति", "स्थिती"},
                                         Pair{"क्\xE2\x80\x8Dष", "क्ष"}, Pair{"१०९०", "1090"}, Pair{"बाँदा", "बांदा"}));
INSTANTIATE_TEST_SUITE_P(Latin, SameSpelling,
                         testing::Values(Pair{"POLICE", "police"}, Pair{"don't", "dont"}, Pair{"don\xE2\x80\x99t", "dont"}, Pair{"helpppp", "help"},
                                         Pair{"pleaseeee", "please"}));
INSTANTIATE_TEST_SUITE_P(Devanagari, OtherWord,
                         testing::Values(Pair{"दिन", "दीन"}, Pair{"काल", "कल"}, Pair{"मेल", "मल"}, Pair{"जन्म", "जंम"}, Pair{"ये", "ए"},
                                         Pair{"शव", "शिव"}));
INSTANTIATE_TEST_SUITE_P(Latin, OtherWord, testing::Values(Pair{"see", "se"}, Pair{"2000", "200"}));
INSTANTIATE_TEST_SUITE_P(Hinglish, SameSound,
                         testing::Values(Pair{"zameen", "jamin"}, Pair{"chhedkhani", "chedkhaani"}, Pair{"bachaao", "bachao"},
                                         Pair{"maarpeet", "marpit"}, Pair{"loot", "lut"}, Pair{"wasooli", "vasuli"}, Pair{"fasal", "phasal"},
                                         Pair{"pareshaani", "pareshani"}));

TEST(Fold, TakesAnyBytes) {
  EXPECT_EQ(fold("\xFF\xFE"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(fold(""), "");
  EXPECT_NO_THROW(fold("\xE0\xA4"));
  EXPECT_NO_THROW(fold("न्"));
}

}  // namespace
