#include <gtest/gtest.h>

#include "plugins/railways/instance.hpp"

namespace {

using seva::railways::fact_of;
using seva::railways::railways_instance;

struct Routed {
  const char* text;
  const char* unit;
};

void PrintTo(const Routed& routed, std::ostream* out) { *out << routed.text; }

class RailwaysUnit : public testing::TestWithParam<Routed> {};

TEST_P(RailwaysUnit, IsTheDivisionThatMustAct) { EXPECT_EQ(railways_instance().assess(GetParam().text).unit, GetParam().unit); }

INSTANTIATE_TEST_SUITE_P(AStation, RailwaysUnit,
                         testing::Values(Routed{"no water at Kanpur Central station", "IR-NCR-PRYJ"}, Routed{"dirty platform at NDLS", "IR-NR-DLI"},
                                         Routed{"इटारसी स्टेशन पर पानी नहीं", "IR-WCR-BPL"}, Routed{"gaya station par gandagi", "IR-ECR-DDU"},
                                         Routed{"Allahabad station dirty", "IR-NCR-PRYJ"}, Routed{"escalator band hai sdah station", "IR-ER-SDAH"},
                                         Routed{"dirty toilet at ET station", "IR-WCR-BPL"},
                                         Routed{"train stuck at Mughalsarai outer", "IR-ECR-DDU"}));
INSTANTIATE_TEST_SUITE_P(ATrain, RailwaysUnit,
                         testing::Values(Routed{"no water in 12301", "IR-ER-HWH"},  // from Howrah; of the eastern zones
                                         Routed{"no water in 22159", "IR-CR-BB"},   // from Mumbai; of the central zones
                                         Routed{"90151 local late", "IR-WR-MMCT"},  // both ends in one division
                                         Routed{"no water in 12301 at Dhanbad station", "IR-ECR-DHN"}));
INSTANTIATE_TEST_SUITE_P(AnAccount, RailwaysUnit,
                         testing::Values(Routed{"@drmpune fans not working", "IR-CR-PUNE"}, Routed{"@GM_NRly fans not working in my coach", "IR-NR"},
                                         Routed{"@GM_NRly fans not working at Ludhiana station", "IR-NR-FZR"},
                                         Routed{"@drmhowrah @drmsdah no shed at BNXR station", "IR-ER-SDAH"}));
INSTANTIATE_TEST_SUITE_P(ACentralOffice, RailwaysUnit,
                         testing::Values(Routed{"IRCTC website down since morning", "IR-RB-IRCTC"},
                                         Routed{"RRB exam result not declared", "IR-RB-REC"}));
INSTANTIATE_TEST_SUITE_P(NoGuess, RailwaysUnit,
                         testing::Values(Routed{"no water in my coach", ""}, Routed{"PNR 2451234567 no water", ""},
                                         Routed{"no water from Mumbai to Delhi", ""}, Routed{"Lucknow me ganda hai", ""},
                                         Routed{"@drmpune dirty toilet at Howrah station", ""}, Routed{"no water in 12391", ""},
                                         Routed{"main bina ticket ke chala gaya", ""}, Routed{"THE FAN IS OFF IN OUR COACH", ""},
                                         Routed{"quota kota nahi diya", ""}, Routed{"Bhubaneswar Rajdhani was late", ""}));

TEST(RailwaysCandidates, AreThoseThatTheWordsLeaveOpen) {
  const auto both = railways_instance().assess("@RailMinIndia Lucknow me ganda hai");
  ASSERT_EQ(both.candidates.size(), 2U);
  EXPECT_EQ(both.candidates[0].unit, "IR-NR-LKO");
  EXPECT_EQ(both.candidates[1].unit, "IR-NER-LJN");
  const auto zones = railways_instance().assess("@RailMinIndia no water in 12391");
  ASSERT_EQ(zones.candidates.size(), 2U);
  EXPECT_EQ(zones.candidates[0].unit, "IR-ECR");
  EXPECT_EQ(zones.candidates[1].unit, "IR-ER");
}

TEST(RailwaysCandidates, AreUnitsOfTheInstanceAndNeverMoreSureThanCertain) {
  for (const char* text :
       {"no water from Mumbai to Delhi", "no water", "@drmpune dirty toilet at Howrah station", "late at Chapra, Siwan, Patna, Gaya station"}) {
    for (const auto& candidate : railways_instance().assess(text).candidates) {
      EXPECT_GE(candidate.score, 0);
      EXPECT_LE(candidate.score, 1);
    }
  }
}

TEST(RailwaysStation, BecomesAFactWhereTheMatterIsThere) {
  EXPECT_EQ(fact_of(railways_instance().assess("no water at Itarsi station"), "station"), "Itarsi (ET)");
  EXPECT_EQ(fact_of(railways_instance().assess("no water from Itarsi to Bhopal"), "station"), "");
}

TEST(RailwaysStation, WhoseDivisionIsDerivedSaysSo) {
  const auto assessment = railways_instance().assess("@RailMinIndia no water at Kuchaman City station");
  bool is_said = false;
  for (const auto& reason : assessment.reasons) is_said = is_said || reason.code == "station_near" || reason.code == "station_unsettled";
  EXPECT_TRUE(is_said);
}

TEST(RailwaysTables, CountRowsThatCannotBeUsed) {
  seva::railways::Units units({{"D", "", "division", {}, {}}}, {"division"}, {"zone"});
  const seva::railways::Stations stations("code,names,units,basis,context\nABC,Abc,D,known,\nXYZ,Xyz,D,guessed,\nshort\nQ,Qq,NOWHERE,near,\n", units);
  EXPECT_EQ(stations.size(), 1U);
  EXPECT_EQ(stations.unusable_rows(), 3U);
  const seva::railways::Trains trains("number,name,units\n12345,A - B,D\n123,short,D\n1234x,odd,D\n99999,C,\n", units);
  EXPECT_EQ(trains.size(), 2U);
  EXPECT_EQ(trains.unusable_rows(), 2U);
  EXPECT_TRUE(trains.units_of("99999").empty());
  EXPECT_TRUE(trains.units_of("no number").empty());
}

}  // namespace
