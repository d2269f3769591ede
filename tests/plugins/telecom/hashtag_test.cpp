#include <gtest/gtest.h>

#include "plugins/telecom/communications.hpp"

namespace {

struct Addressed {
  const char* text;
  const char* unit;  ///< "?" and the candidates, best first, where the department must not decide
};

void PrintTo(const Addressed& one, std::ostream* out) { *out << one.text; }

class TelecomBody : public testing::TestWithParam<Addressed> {};

TEST_P(TelecomBody, IsTheOneThatMustActOrAPersonChoosesAmongCandidates) {
  EXPECT_EQ(seva::telecom::communications().unit_told(GetParam().text), GetParam().unit);
}

INSTANTIATE_TEST_SUITE_P(EachHashtagAlone, TelecomBody,
                         testing::Values(Addressed{"#DOTSeva koi sunwai nahi", "DOT"}, Addressed{"#BSNLSeva koi sunwai nahi", "BSNL"},
                                         Addressed{"#MTNLSeva koi sunwai nahi", "MTNL"}, Addressed{"#PostalSeva koi sunwai nahi", "POST"},
                                         Addressed{"#bsnlseva shikayat lambit hai", "BSNL"}, Addressed{"#POSTALSEVA parcel nahi mila", "POST"}));
INSTANTIATE_TEST_SUITE_P(EachAccountAlone, TelecomBody,
                         testing::Values(Addressed{"@DoT_India no network", "DOT"}, Addressed{"@Dot_India no network", "DOT"},
                                         Addressed{"@BSNLCorporate no network", "BSNL"}, Addressed{"@MTNLOfficial no network", "MTNL"},
                                         Addressed{"@PostOfficeIndia parcel not received", "POST"},
                                         Addressed{"@manojsinhabjp koi sunwai nahi", "? MOC"}));
INSTANTIATE_TEST_SUITE_P(
    TwoHashtagsAtOnce, TelecomBody,
    testing::Values(Addressed{"#BSNLSeva #PostalSeva speed post nahi mila", "POST"}, Addressed{"#BSNLSeva #PostalSeva broadband band hai", "BSNL"},
                    Addressed{"#DOTSeva #BSNLSeva landline dead", "BSNL"}, Addressed{"#DOTSeva #PostalSeva स्पीड पोस्ट नहीं मिली", "POST"},
                    Addressed{"#BSNLSeva #MTNLSeva landline dead, Andheri Mumbai", "MTNL-MU"},
                    Addressed{"#BSNLSeva #MTNLSeva landline dead, Patna", "BSNL-BR"},
                    Addressed{"#BSNLSeva #MTNLSeva landline dead, BSNL never comes", "BSNL"},
                    Addressed{"#BSNLSeva #MTNLSeva landline dead", "? BSNL MTNL"}, Addressed{"#BSNLSeva #PostalSeva koi sunwai nahi", "? BSNL POST"},
                    Addressed{"#MTNLSeva #PostalSeva pension not paid", "? MTNL POST"}));
INSTANTIATE_TEST_SUITE_P(AllFourHashtags, TelecomBody,
                         testing::Values(Addressed{"#DOTSeva #BSNLSeva #MTNLSeva #PostalSeva nobody listens", "? BSNL MTNL POST"}));
INSTANTIATE_TEST_SUITE_P(NoHashtag, TelecomBody,
                         testing::Values(Addressed{"Airtel network not working", "AIRTEL"}, Addressed{"जियो का नेटवर्क नहीं आ रहा", "JIO"},
                                         Addressed{"Vodafone wrong bill", "VI"}, Addressed{"BSNL broadband down", "BSNL"},
                                         Addressed{"MTNL landline dead", "MTNL"}, Addressed{"speed post abhi tak nahi mila", "POST"},
                                         Addressed{"tower radiation near school", "DOT"}, Addressed{"fraud call asked OTP", "DOT"},
                                         Addressed{"spam calls every day", "DOT"}, Addressed{"landline dead since a week", "? BSNL MTNL DOT"},
                                         Addressed{"landline dead in Jaipur", "? BSNL-RJ DOT-RJ"}, Addressed{"no network since a week", "? DOT"},
                                         Addressed{"Jio and Airtel no network", "? JIO AIRTEL"}, Addressed{"koi sunwai nahi", "? MOC"}));
INSTANTIATE_TEST_SUITE_P(TheRegulatorPassesOn, TelecomBody,
                         testing::Values(Addressed{"#DOTSeva Airtel no network", "AIRTEL"}, Addressed{"@DoT_India Jio recharge failed", "JIO"},
                                         Addressed{"#DOTSeva BSNL landline dead", "BSNL"}, Addressed{"#DOTSeva Airtel tower radiation", "DOT"},
                                         Addressed{"#DOTSeva fraud call from a Jio number", "DOT"},
                                         Addressed{"#DOTSeva Airtel and Vi no network", "? AIRTEL VI DOT"}));
INSTANTIATE_TEST_SUITE_P(AccountAndTextDiffer, TelecomBody,
                         testing::Values(Addressed{"#BSNLSeva Airtel network not working", "? BSNL AIRTEL"},
                                         Addressed{"#BSNLSeva BSNL slower than Jio", "BSNL"},
                                         Addressed{"#BSNLSeva network worse than Jio, no signal", "BSNL"},
                                         Addressed{"#BSNLSeva speed post not delivered", "? POST BSNL"},
                                         Addressed{"#PostalSeva Airtel network not working", "? AIRTEL POST"},
                                         Addressed{"@MTNLOfficial landline dead in Lucknow", "? MTNL BSNL-UE"},
                                         Addressed{"@BSNLCorporate landline dead in Delhi", "? BSNL MTNL-DL"}));
INSTANTIATE_TEST_SUITE_P(Names, TelecomBody,
                         testing::Values(Addressed{"Docomo recharge failed", "AIRTEL"}, Addressed{"Idea sim not working", "VI"},
                                         Addressed{"a good idea", "? MOC"}, Addressed{"Aircel balance not refunded", "DOT"},
                                         Addressed{"@airtel_example no network", "AIRTEL"}, Addressed{"#Jio no network", "JIO"},
                                         Addressed{"एयरटेल का सिम बंद", "AIRTEL"}));

TEST(TelecomBodyReasons, NameTheAccountAsTheTextWritesIt) {
  const std::string text = "network nahi hai #bsnlseva";
  const auto assessment = seva::telecom::communications().assess(text);
  bool is_shown = false;
  for (const auto& reason : assessment.reasons)
    for (const auto& words : reason.words)
      is_shown = is_shown || (reason.code == "body_account" && text.substr(words.offset, words.size) == "#bsnlseva");
  EXPECT_TRUE(is_shown);
}

TEST(TelecomBodyHashtag, IsNoWordOfTheTopic) {
  const auto assessment = seva::telecom::communications().assess("#PostalSeva shikayat par koi sunwai nahi");
  EXPECT_EQ(assessment.category, "OTHER") << "#PostalSeva says whom, not what";
}

}  // namespace
