#include <gtest/gtest.h>

#include <algorithm>

#include "plugins/police/up_police.hpp"

namespace {

struct Case {
  const char* text;
  const char* unit;  ///< "?" and the candidates, best first, where the department must not decide
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.text; }

std::string told(const seva::Assessment& assessment) {
  if (!assessment.unit.empty()) return assessment.unit;
  std::string candidates = "?";
  for (const auto& candidate : assessment.candidates) candidates += " " + candidate.unit;
  return candidates;
}

class PoliceUnit : public testing::TestWithParam<Case> {};

TEST_P(PoliceUnit, IsTheOneThatMustAct) { EXPECT_EQ(told(seva::police::up_police().assess(GetParam().text)), GetParam().unit); }

INSTANTIATE_TEST_SUITE_P(Accounts, PoliceUnit,
                         testing::Values(Case{"@lkopolice chori ho gayi", "UPP-D-LUCKNOW"},
                                         Case{"@Uppolice @lkopolice chori ho gayi", "UPP-D-LUCKNOW"},
                                         Case{"@igrangemeerut koi sunwai nahi", "UPP-R-MEERUT"},
                                         Case{"@adgzonemeerut koi sunwai nahi", "UPP-Z-MEERUT"},
                                         Case{"@igrangemeerut Hapur me goli chali", "UPP-D-HAPUR"}, Case{"@112UttarPradesh help", "UPP-112"},
                                         Case{"@noidapolice @noidatraffic jam laga hai", "UPP-T-NOIDA"},
                                         Case{"@noidapolice @noidatraffic chori ho gayi", "UPP-D-GAUTAM-BUDDHA-NAGAR"},
                                         Case{"@Uppolice chori ho gayi", "? UPP-HQ"}, Case{"chori ho gayi", "? UPP-HQ"}));
INSTANTIATE_TEST_SUITE_P(
    Places, PoliceUnit,
    testing::Values(Case{"@Uppolice हजरतगंज में चोरी", "UPP-D-LUCKNOW"}, Case{"@Uppolice hajratganj me chori", "UPP-D-LUCKNOW"},
                    Case{"@Uppolice Gomtinagar me chori", "UPP-D-LUCKNOW"}, Case{"@Uppolice थाना खतौली में सुनवाई नहीं", "UPP-D-MUZAFFARNAGAR"},
                    Case{"@Uppolice tehsil Bansgaon me kabja", "UPP-D-GORAKHPUR"}, Case{"@Uppolice theft in Vrindavan", "UPP-D-MATHURA"},
                    Case{"@Uppolice नोयडा में चोरी", "UPP-D-GAUTAM-BUDDHA-NAGAR"}, Case{"#Kanpur me chori @Uppolice", "UPP-D-KANPUR-NAGAR"},
                    Case{"#LucknowPolice chori ho gayi @Uppolice", "UPP-D-LUCKNOW"}, Case{"@Uppolice @agrapolice chori ho gayi", "UPP-D-AGRA"},
                    Case{"@Uppolice सम्भल में चोरी", "UPP-D-SAMBHAL"}, Case{"@Uppolice हापुड़ में चोरी", "UPP-D-HAPUR"},
                    Case{"@Uppolice हापुड में चोरी", "UPP-D-HAPUR"}, Case{"@Uppolice कानपुर देहात में चोरी", "UPP-D-KANPUR-DEHAT"}));
INSTANTIATE_TEST_SUITE_P(OldNames, PoliceUnit,
                         testing::Values(Case{"@Uppolice Allahabad me chori", "UPP-D-PRAYAGRAJ"},
                                         Case{"@Uppolice इलाहाबाद में चोरी", "UPP-D-PRAYAGRAJ"}, Case{"@Uppolice ilahabad me chori", "UPP-D-PRAYAGRAJ"},
                                         Case{"@Uppolice Faizabad me chori", "UPP-D-AYODHYA"}, Case{"@Uppolice फ़ैज़ाबाद में चोरी", "UPP-D-AYODHYA"},
                                         Case{"@Uppolice Banaras me chori", "UPP-D-VARANASI"},
                                         Case{"@Uppolice Mughalsarai me chori", "UPP-D-CHANDAULI"},
                                         Case{"@Uppolice JP Nagar Amroha me chori", "UPP-D-AMROHA"}));
INSTANTIATE_TEST_SUITE_P(
    AmbiguousNames, PoliceUnit,
    testing::Values(Case{"@Uppolice Akbarpur me chori", "? UPP-D-KANPUR-DEHAT UPP-D-AMBEDKAR-NAGAR"},
                    Case{"@Uppolice Akbarpur, Ambedkar Nagar me chori", "UPP-D-AMBEDKAR-NAGAR"},
                    Case{"@Uppolice Akbarpur Kanpur Dehat me chori", "UPP-D-KANPUR-DEHAT"},
                    Case{"@Uppolice Tanda me chori", "? UPP-D-RAMPUR UPP-D-AMBEDKAR-NAGAR"}, Case{"@Uppolice टांडा, रामपुर में चोरी", "UPP-D-RAMPUR"},
                    Case{"@bareillypolice Nawabganj me chori", "UPP-D-BAREILLY"}, Case{"@Uppolice Nawabganj, Gonda me chori", "UPP-D-GONDA"},
                    Case{"@Uppolice is basti me chori hoti hai", "? UPP-HQ"}, Case{"@Uppolice basti jila me chori", "UPP-D-BASTI"},
                    Case{"@Uppolice जनपद बस्ती में चोरी", "UPP-D-BASTI"}, Case{"@Uppolice CNB par chori", "? UPP-HQ"},
                    Case{"@Uppolice CNB station par chori", "UPP-D-KANPUR-NAGAR"}, Case{"@Uppolice BSB junction par chori", "UPP-D-VARANASI"},
                    Case{"@Uppolice Ghazipur me chori", "UPP-D-GHAZIPUR"}, Case{"@Uppolice Lucknow ke Ghazipur thane me chori", "UPP-D-LUCKNOW"},
                    Case{"@Uppolice Kashi Vishwanath Express me chori", "? UPP-HQ"}, Case{"@Uppolice Mathura Prasad ne gali di", "? UPP-HQ"}));
INSTANTIATE_TEST_SUITE_P(Conflicts, PoliceUnit,
                         testing::Values(Case{"@meerutpolice Kanpur me chori", "? UPP-D-MEERUT UPP-D-KANPUR-NAGAR"},
                                         Case{"@meerutpolice थाना खतौली, जनपद मुजफ्फरनगर में चोरी", "UPP-D-MUZAFFARNAGAR"},
                                         Case{"@meerutpolice Meerut se Kanpur jate samay chori", "UPP-D-MEERUT"},
                                         Case{"@lkopolice @noidapolice Sector 62 Noida me chori", "UPP-D-GAUTAM-BUDDHA-NAGAR"},
                                         Case{"@lkopolice @noidapolice chori ho gayi", "? UPP-D-LUCKNOW UPP-D-GAUTAM-BUDDHA-NAGAR"},
                                         Case{"@Uppolice Lucknow aur Kanpur me chori", "? UPP-D-LUCKNOW UPP-D-KANPUR-NAGAR"}));

TEST(PoliceFacts, NameTheStationThatTheTextNames) {
  const auto assessment = seva::police::up_police().assess("@Uppolice हजरतगंज थाने में सुनवाई नहीं");
  ASSERT_EQ(assessment.facts.size(), 1U);
  EXPECT_EQ(assessment.facts[0].second, "UPP-S-LUCKNOW-HAZRATGANJ");
}

TEST(PoliceUnitByLocation, TakesTheChannelsPlaceWhereTheTextNamesNone) {
  seva::CitizenMessage message;
  message.text = "chori ho gayi";
  message.location = seva::Location{{}, {}, "Varanasi, India"};
  const auto assessment = seva::police::up_police().department().assess(message);
  EXPECT_EQ(assessment.unit, "UPP-D-VARANASI");
  const auto reason =
      std::find_if(assessment.reasons.begin(), assessment.reasons.end(), [](const auto& one) { return one.code == "place_in_district"; });
  ASSERT_NE(reason, assessment.reasons.end());
  EXPECT_EQ(reason->arguments, (std::vector<std::string>{"Varanasi, India", "UPP-D-VARANASI"}));
  EXPECT_TRUE(reason->words.empty()) << "they are not in the text";
}

TEST(PoliceReasons, TellForEachGrievanceWhyItsPriority) {
  for (const char* text : {"@Uppolice Lucknow me mera mobile chori ho gaya", "@Uppolice Lucknow me meri beti ka apaharan ho gaya hai abhi, bachao"}) {
    const auto assessment = seva::police::up_police().assess(text);
    ASSERT_EQ(assessment.relevance, seva::RelevanceKind::grievance) << text;
    EXPECT_TRUE(std::any_of(assessment.reasons.begin(), assessment.reasons.end(), [](const auto& one) {
      return one.aspect == seva::Aspect::priority;
    })) << text;
  }
}

TEST(PoliceUnitReasons, ShowTheWordsOfThePlace) {
  const std::string text = "@Uppolice मेरा फोन हज़रतगंज में चोरी";
  const auto assessment = seva::police::up_police().assess(text);
  bool is_shown = false;
  for (const auto& reason : assessment.reasons)
    for (const auto& words : reason.words)
      is_shown = is_shown || (reason.code == "place_in_district" && text.substr(words.offset, words.size) == "हज़रतगंज");
  EXPECT_TRUE(is_shown);
}

}  // namespace
