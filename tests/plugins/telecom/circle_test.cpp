#include <gtest/gtest.h>

#include "plugins/telecom/communications.hpp"

namespace {

struct Case {
  const char* text;
  const char* unit;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.text; }

class TelecomCircle : public testing::TestWithParam<Case> {};

TEST_P(TelecomCircle, IsToldByPinNumberOrPlace) { EXPECT_EQ(seva::telecom::communications().unit_told(GetParam().text), GetParam().unit); }

INSTANTIATE_TEST_SUITE_P(PinCodes, TelecomCircle,
                         testing::Values(Case{"#BSNLSeva no network, PIN 800020", "BSNL-BR"}, Case{"#BSNLSeva no network, PIN 834001", "BSNL-JH"},
                                         Case{"#BSNLSeva no network, PIN 226010", "BSNL-UE"}, Case{"#BSNLSeva no network, PIN 250001", "BSNL-UW"},
                                         Case{"#BSNLSeva no network, PIN 492001", "BSNL-CG"}, Case{"#BSNLSeva no network, PIN 600042", "BSNL-CN"},
                                         Case{"#BSNLSeva no network, PIN 700019", "BSNL-KO"}, Case{"#BSNLSeva no network, PIN 796001", "BSNL-NE1"},
                                         Case{"#BSNLSeva no network, पिन कोड ८०००२०", "BSNL-BR"},
                                         Case{"#MTNLSeva line dead, Mumbai-400071", "MTNL-MU"}, Case{"Airtel no network, PIN 201301", "AIRTEL-DL"},
                                         Case{"Airtel no network, PIN 500034", "AIRTEL-AP"}, Case{"#DOTSeva spam calls, PIN 421301", "DOT-MU"},
                                         Case{"#BSNLSeva no network, pin 800 020", "BSNL-BR"}));
INSTANTIATE_TEST_SUITE_P(PostalDivisions, TelecomCircle,
                         testing::Values(Case{"#PostalSeva parcel nahi mila, 226010", "POST-UP-LUCKNOW"},
                                         Case{"#PostalSeva parcel nahi mila, 110092", "POST-DL-DELHI-EAST"},
                                         Case{"#PostalSeva parcel nahi mila, 201301", "POST-UP-GHAZIABAD"},
                                         Case{"#PostalSeva parcel not received, Bareilly", "POST-UP-BAREILLY"},
                                         Case{"#PostalSeva parcel not received, Kanpur", "POST-UP"},
                                         Case{"#PostalSeva पार्सल नहीं मिला, सिवान", "POST-BR-SIWAN"}));
INSTANTIATE_TEST_SUITE_P(AreaCodes, TelecomCircle,
                         testing::Values(Case{"#BSNLSeva landline dead 0522-100001", "BSNL-UE"},
                                         Case{"#BSNLSeva landline dead 0612 1000011", "BSNL-BR"}, Case{"#BSNLSeva landline dead STD 0141", "BSNL-RJ"},
                                         Case{"#BSNLSeva landline dead 0651-100002", "BSNL-JH"},
                                         Case{"#MTNLSeva landline dead 022-10000021", "MTNL-MU"}, Case{"#MTNLSeva phone dead 01110000033", "MTNL-DL"},
                                         Case{"#BSNLSeva #MTNLSeva landline dead 011-10000033", "MTNL-DL"}));
INSTANTIATE_TEST_SUITE_P(Places, TelecomCircle,
                         testing::Values(Case{"#BSNLSeva Patna me network nahi", "BSNL-BR"}, Case{"#BSNLSeva पटना में नेटवर्क नहीं", "BSNL-BR"},
                                         Case{"Jio no network in Jaipur", "JIO-RJ"}, Case{"#BSNLSeva kal se network gaya", "BSNL"},
                                         Case{"#BSNLSeva network nahi, Gaya district", "BSNL-BR"},
                                         Case{"#BSNLSeva Pratapgarh me network nahi", "BSNL"},
                                         Case{"#BSNLSeva Pratapgarh me network nahi, 312605", "BSNL-RJ"}, Case{"#BSNLSeva network nahi", "BSNL"}));
INSTANTIATE_TEST_SUITE_P(FromHereToThere, TelecomCircle,
                         testing::Values(Case{"#PostalSeva speed post from Delhi to Patna not received", "POST-BR-PATNA"},
                                         Case{"speed post Delhi se Guwahati bheja tha, nahi mila", "POST-AS-GUWAHATI"},
                                         Case{"#PostalSeva money order from Mumbai to Darbhanga not received", "POST-BR-DARBHANGA"},
                                         Case{"#PostalSeva parcel lost between Mumbai and Patna", "POST"}));
INSTANTIATE_TEST_SUITE_P(NumbersThatAreNoPin, TelecomCircle,
                         testing::Values(Case{"#BSNLSeva no network, complaint no 800020", "BSNL"},
                                         Case{"#BSNLSeva OTP 800020 recharge failed", "BSNL"}, Case{"#BSNLSeva Rs 800020 wrong bill", "BSNL"},
                                         Case{"#BSNLSeva 800020 rupees wrong bill", "BSNL"}, Case{"#BSNLSeva ₹800020 wrong bill", "BSNL"},
                                         Case{"#BSNLSeva no network, PIN 990001", "BSNL"}));

TEST(TelecomCircleByLocation, TakesTheChannelsPlaceWhereTheTextNamesNone) {
  seva::CitizenMessage message;
  message.text = "BSNL no network";
  message.location = seva::Location{{}, {}, "Patna, India"};
  EXPECT_EQ(seva::telecom::communications().department().assess(message).unit, "BSNL-BR");
  message.text = "BSNL no network in Jaipur";
  EXPECT_EQ(seva::telecom::communications().department().assess(message).unit, "BSNL-RJ");
}

TEST(TelecomMobileSeries, OnlyHintsSinceNumbersMove) {
  const auto& seva = seva::telecom::communications();
  EXPECT_EQ(seva.unit_told("no network. Number 98100xxxxx"), "? AIRTEL DOT") << "nothing but the series: a person decides, the hint first";
  EXPECT_EQ(seva.unit_told("Jio no network. Number 98100xxxxx"), "JIO") << "a ported number belongs to whom the citizen names";
  const auto assessment = seva.assess("no network. Number 98100xxxxx");
  const auto reason =
      std::find_if(assessment.reasons.begin(), assessment.reasons.end(), [](const auto& one) { return one.code == "mobile_series_hints"; });
  ASSERT_NE(reason, assessment.reasons.end());
  EXPECT_LE(reason->weight, 0.1);
  EXPECT_EQ(reason->arguments, std::vector<std::string>{"AIRTEL"});
}

}  // namespace
