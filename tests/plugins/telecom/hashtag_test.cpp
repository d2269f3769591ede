#include <gtest/gtest.h>

#include "plugins/telecom/communications.hpp"

namespace {

struct Case {
  const char* text;
  const char* unit;  ///< "?" and the candidates, best first, where the department must not decide
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.text; }

class TelecomBody : public testing::TestWithParam<Case> {};

TEST_P(TelecomBody, IsTheOneThatMustActOrAPersonChoosesAmongCandidates) {
  EXPECT_EQ(seva::telecom::communications().unit_told(GetParam().text), GetParam().unit);
}

INSTANTIATE_TEST_SUITE_P(EachHashtagAlone, TelecomBody,
                         testing::Values(Case{"#DOTSeva koi sunwai nahi", "DOT"}, Case{"#BSNLSeva koi sunwai nahi", "BSNL"},
                                         Case{"#MTNLSeva koi sunwai nahi", "MTNL"}, Case{"#PostalSeva koi sunwai nahi", "POST"},
                                         Case{"#bsnlseva shikayat lambit hai", "BSNL"}, Case{"#POSTALSEVA parcel nahi mila", "POST"}));
INSTANTIATE_TEST_SUITE_P(EachAccountAlone, TelecomBody,
                         testing::Values(Case{"@DoT_India no network", "DOT"}, Case{"@Dot_India no network", "DOT"},
                                         Case{"@BSNLCorporate no network", "BSNL"}, Case{"@MTNLOfficial no network", "MTNL"},
                                         Case{"@PostOfficeIndia parcel not received", "POST"}, Case{"@manojsinhabjp koi sunwai nahi", "? MOC"}));
INSTANTIATE_TEST_SUITE_P(
    TwoHashtagsAtOnce, TelecomBody,
    testing::Values(Case{"#BSNLSeva #PostalSeva speed post nahi mila", "POST"}, Case{"#BSNLSeva #PostalSeva broadband band hai", "BSNL"},
                    Case{"#DOTSeva #BSNLSeva landline dead", "BSNL"}, Case{"#DOTSeva #PostalSeva स्पीड पोस्ट नहीं मिली", "POST"},
                    Case{"#BSNLSeva #MTNLSeva landline dead, Andheri Mumbai", "MTNL-MU"}, Case{"#BSNLSeva #MTNLSeva landline dead, Patna", "BSNL-BR"},
                    Case{"#BSNLSeva #MTNLSeva landline dead, BSNL never comes", "BSNL"}, Case{"#BSNLSeva #MTNLSeva landline dead", "? BSNL MTNL"},
                    Case{"#BSNLSeva #PostalSeva koi sunwai nahi", "? BSNL POST"}, Case{"#MTNLSeva #PostalSeva pension not paid", "? MTNL POST"}));
INSTANTIATE_TEST_SUITE_P(AllFourHashtags, TelecomBody,
                         testing::Values(Case{"#DOTSeva #BSNLSeva #MTNLSeva #PostalSeva nobody listens", "? BSNL MTNL POST"}));
INSTANTIATE_TEST_SUITE_P(NoHashtag, TelecomBody,
                         testing::Values(Case{"Airtel network not working", "AIRTEL"}, Case{"जियो का नेटवर्क नहीं आ रहा", "JIO"},
                                         Case{"Vodafone wrong bill", "VI"}, Case{"BSNL broadband down", "BSNL"}, Case{"MTNL landline dead", "MTNL"},
                                         Case{"speed post abhi tak nahi mila", "POST"}, Case{"tower radiation near school", "DOT"},
                                         Case{"fraud call asked OTP", "DOT"}, Case{"spam calls every day", "DOT"},
                                         Case{"landline dead since a week", "? BSNL MTNL DOT"}, Case{"landline dead in Jaipur", "? BSNL-RJ DOT-RJ"},
                                         Case{"no network since a week", "? DOT"}, Case{"Jio and Airtel no network", "? JIO AIRTEL"},
                                         Case{"koi sunwai nahi", "? MOC"}));
INSTANTIATE_TEST_SUITE_P(TheRegulatorPassesOn, TelecomBody,
                         testing::Values(Case{"#DOTSeva Airtel no network", "AIRTEL"}, Case{"@DoT_India Jio recharge failed", "JIO"},
                                         Case{"#DOTSeva BSNL landline dead", "BSNL"}, Case{"#DOTSeva Airtel tower radiation", "DOT"},
                                         Case{"#DOTSeva fraud call from a Jio number", "DOT"},
                                         Case{"#DOTSeva Airtel and Vi no network", "? AIRTEL VI DOT"}));
INSTANTIATE_TEST_SUITE_P(AccountAndTextDiffer, TelecomBody,
                         testing::Values(Case{"#BSNLSeva Airtel network not working", "? BSNL AIRTEL"},
                                         Case{"#BSNLSeva BSNL slower than Jio", "BSNL"}, Case{"#BSNLSeva network worse than Jio, no signal", "BSNL"},
                                         Case{"#BSNLSeva speed post not delivered", "? POST BSNL"},
                                         Case{"#PostalSeva Airtel network not working", "? AIRTEL POST"},
                                         Case{"@MTNLOfficial landline dead in Lucknow", "? MTNL BSNL-UE"},
                                         Case{"@BSNLCorporate landline dead in Delhi", "? BSNL MTNL-DL"}));
INSTANTIATE_TEST_SUITE_P(Names, TelecomBody,
                         testing::Values(Case{"Docomo recharge failed", "AIRTEL"}, Case{"Idea sim not working", "VI"}, Case{"a good idea", "? MOC"},
                                         Case{"Aircel balance not refunded", "DOT"}, Case{"@airtel_example no network", "AIRTEL"},
                                         Case{"#Jio no network", "JIO"}, Case{"एयरटेल का सिम बंद", "AIRTEL"}));

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
