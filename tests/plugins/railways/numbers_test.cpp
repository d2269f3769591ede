#include "numbers.hpp"

#include <gtest/gtest.h>

#include "plugins/railways/instance.hpp"

namespace {

/// What the numbers in a text are taken for. The mobile numbers here begin with digits that are given to no operator.
struct Numbers {
  const char* text;
  const char* pnr;
  const char* train = "";
  const char* coach = "";
  const char* berth = "";
  const char* unreserved = "";
};

void PrintTo(const Numbers& numbers, std::ostream* out) { *out << numbers.text; }

class RailwaysNumbers : public testing::TestWithParam<Numbers> {};

TEST_P(RailwaysNumbers, AreWhatTheirContextSays) {
  using seva::railways::fact_of;
  const auto assessment = seva::railways::railways_instance().assess(std::string("@RailMinIndia ") + GetParam().text);
  EXPECT_EQ(fact_of(assessment, "pnr"), GetParam().pnr);
  EXPECT_EQ(fact_of(assessment, "train"), GetParam().train);
  EXPECT_EQ(fact_of(assessment, "coach"), GetParam().coach);
  EXPECT_EQ(fact_of(assessment, "berth"), GetParam().berth);
  EXPECT_EQ(fact_of(assessment, "unreserved_ticket"), GetParam().unreserved);
}

INSTANTIATE_TEST_SUITE_P(APnrBelowSix, RailwaysNumbers,
                         testing::Values(Numbers{"fan not working 2451234567", "2451234567"}, Numbers{"PNR: 4512345678 no water", "4512345678"},
                                         Numbers{"call me on 1123456789", ""}, Numbers{"transaction id 2451234567 failed", ""},
                                         Numbers{"complaint no 2026010577 pending", ""}, Numbers{"0451234567 dirty coach", ""},
                                         Numbers{"2451234567 is my mobile", ""}, Numbers{"₹2451234567 spent on stations", ""},
                                         Numbers{"Rs 2451234567 scam", ""}));
INSTANTIATE_TEST_SUITE_P(APnrFromSixOnNeedsAWord, RailwaysNumbers,
                         testing::Values(Numbers{"please help 6077000077", ""}, Numbers{"PNR 6077000077 water finished", "6077000077"},
                                         Numbers{"pnr no. is 6077000077", "6077000077"}, Numbers{"ticket 6077000077 berth broken", "6077000077"},
                                         Numbers{"पीएनआर 6077000077 में पानी नहीं", "6077000077"}, Numbers{"टिकट नंबर 6077000077", "6077000077"},
                                         Numbers{"6077000077 (PNR)", "6077000077"}, Numbers{"mobile 6077000077, ticket not given", ""},
                                         Numbers{"my ticket is lost, call 6077000077", ""}, Numbers{"मोबाइल 6077000077", ""},
                                         Numbers{"PNR 2451234567 mob 6077000077", "2451234567"},
                                         Numbers{"mob 6077000077 PNR 2451234567", "2451234567"}, Numbers{"PNR 2451234567 6077000077", "2451234567"},
                                         Numbers{"ticket cancelled +91 6077000077", ""}, Numbers{"considerPNR 6077000077", "6077000077"},
                                         Numbers{"PNR6077000077", "6077000077"}));
INSTANTIATE_TEST_SUITE_P(APnrWrittenOtherwise, RailwaysNumbers,
                         testing::Values(Numbers{"PNR 245-1234567", "2451234567"}, Numbers{"pnr no 607 7000077", "6077000077"},
                                         Numbers{"pnr 607-700-0077", "6077000077"}, Numbers{"PNR २४५१२३४५६७", "2451234567"},
                                         Numbers{"पीएनआर ६०७७००००७७", "6077000077"}, Numbers{"call 607-7000077", ""}, Numbers{"60770 00077", ""},
                                         Numbers{"14 120 25 on 12-04-2016 9 30", ""}, Numbers{"pnr 245123456", ""}, Numbers{"pnr 24512345678901", ""},
                                         Numbers{"PNR 2451234567 and 4512345678", "2451234567, 4512345678"}));
INSTANTIATE_TEST_SUITE_P(NumbersElsewhere, RailwaysNumbers,
                         testing::Values(Numbers{"@citizen_2451234567 hello there", ""}, Numbers{"https://example.in/2451234567 see", ""},
                                         Numbers{"card 2451234567890123", ""}, Numbers{"2451234567.50 was cut", ""},
                                         Numbers{"station of 211001 pincode", ""}, Numbers{"X2451234567Y", ""}, Numbers{"P2451234567", ""}));
INSTANTIATE_TEST_SUITE_P(TheUnreservedSystem, RailwaysNumbers,
                         testing::Values(Numbers{"UTS ticket 24512345678 not printed", "", "", "", "", "24512345678"},
                                         Numbers{"टिकट 24512345678", "", "", "", "", "24512345678"}, Numbers{"24512345678", ""},
                                         Numbers{"call 06077000077", ""}, Numbers{"ticket booked, call 06077000077", ""}));
INSTANTIATE_TEST_SUITE_P(Trains, RailwaysNumbers,
                         testing::Values(Numbers{"12301 is late", "", "12301"}, Numbers{"train no 12301 late", "", "12301"},
                                         Numbers{"Train#12301 late", "", "12301"}, Numbers{"train12301 late", "", "12301"},
                                         Numbers{"१२३०१ लेट है", "", "12301"}, Numbers{"12301/02 daily late", "", "12301"},
                                         Numbers{"12301up stands", "", "12301"}, Numbers{"paid Rs 12301 for it", ""}, Numbers{"₹12301", ""},
                                         Numbers{"12301 rupees fine", ""}, Numbers{"12301/- charged", ""}, Numbers{"12,301 people", ""},
                                         Numbers{"room 99999 is dirty", ""}, Numbers{"train 99999 is dirty", "", "99999"}, Numbers{"60770 12301", ""},
                                         Numbers{"123011 tickets", ""}, Numbers{"PNR 2451234567 12301", "2451234567", "12301"},
                                         Numbers{"12301 and 12302 both late", "", "12301, 12302"}));
INSTANTIATE_TEST_SUITE_P(CoachesAndBerths, RailwaysNumbers,
                         testing::Values(Numbers{"12301 S4 berth 23", "", "12301", "S4", "23"},
                                         Numbers{"12301 B3 42 45 46", "", "12301", "B3", "42, 45, 46"}, Numbers{"12301 S6/2", "", "12301", "S6", "2"},
                                         Numbers{"12301 A1-41", "", "12301", "A1", "41"}, Numbers{"coach S-5 fan off", "", "", "S5"},
                                         Numbers{"coach no b1 dirty", "", "", "B1"}, Numbers{"कोच एस5 सीट 12", "", "", "S5", "12"},
                                         Numbers{"कोच बी२ गंदा", "", "", "B2"}, Numbers{"seat 62 broken in coach 5", "", "", "5", "62"},
                                         Numbers{"12301 HA1 12 LB", "", "12301", "HA1", "12 LB"}, Numbers{"b4 leaving from 12301", "", "12301"},
                                         Numbers{"see you at 9 pm, A1 quality", ""}, Numbers{"berth 500 broken", ""},
                                         Numbers{"Fight in S2 berth 16", "", "", "S2", "16"}));

TEST(RailwaysPnr, TellsTheReservationSystemAndNothingMore) {
  EXPECT_EQ(seva::railways::reservation_system_of("2451234567"), "New Delhi");
  EXPECT_EQ(seva::railways::reservation_system_of("6077000077"), "Kolkata");
  EXPECT_EQ(seva::railways::reservation_system_of("0"), "");
  const auto assessment = seva::railways::railways_instance().assess("@RailMinIndia no water, PNR 2451234567");
  EXPECT_EQ(assessment.unit, "");
  EXPECT_EQ(assessment.candidates.at(0).unit, "IR-RB");
}

TEST(RailwaysPnr, IsNeverPartOfAReason) {
  const std::string pnr = "2451234567";
  for (const char* text : {"@RailMinIndia no water, PNR 2451234567", "@drmpune fan off pnr 2451234567 train 12301",
                           "PNR 2451234567 my bag was stolen", "please confirm my berth PNR 2451234567", "@RailMinIndia 2451234567"}) {
    const auto assessment = seva::railways::railways_instance().assess(text);
    EXPECT_EQ(seva::railways::fact_of(assessment, "pnr"), pnr);
    for (const seva::Reason& reason : assessment.reasons) {
      for (const std::string& argument : reason.arguments) EXPECT_EQ(argument.find(pnr), std::string::npos) << reason.code;
      for (const seva::Words& words : reason.words)
        EXPECT_EQ(std::string_view(text).substr(words.offset, words.size).find(pnr), std::string_view::npos) << reason.code;
    }
  }
}

}  // namespace
