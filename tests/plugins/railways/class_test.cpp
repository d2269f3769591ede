#include <gtest/gtest.h>

#include <set>

#include "plugins/railways/instance.hpp"

namespace {

using seva::Priority;
using seva::RelevanceKind;
using seva::railways::fact_of;
using seva::railways::railways_instance;

struct Post {
  const char* text;
  const char* category;
  Priority priority = Priority::normal;
};

void PrintTo(const Post& post, std::ostream* out) { *out << post.text; }

seva::Assessment assess(const char* text) { return railways_instance().assess(std::string("@RailMinIndia ") + text); }

class Critical : public testing::TestWithParam<Post> {};

TEST_P(Critical, GoesOutWithinMinutes) {
  const auto assessment = assess(GetParam().text);
  EXPECT_EQ(fact_of(assessment, "class"), "critical");
  EXPECT_EQ(assessment.category, GetParam().category);
  EXPECT_EQ(assessment.priority, GetParam().priority);
  EXPECT_EQ(assessment.relevance, RelevanceKind::grievance);
  EXPECT_GE(assessment.score, 0.6);
}

using enum Priority;
INSTANTIATE_TEST_SUITE_P(English, Critical,
                         testing::Values(Post{"lady unconscious in S4 of 12301, need doctor at next station", "MEDICAL", emergency},
                                         Post{"emergency medical assist in 12604 coach B1", "MEDICAL", emergency},
                                         Post{"my father needs tablets, 12615 B2 17", "MEDICAL", high},
                                         Post{"two men molesting a girl in general coach of 14854", "WOMEN_SAFETY", emergency},
                                         Post{"men in ladies coach refuse to leave, Dadar", "WOMEN_SAFETY", emergency},
                                         Post{"smoke coming from coach D3 of 12004", "FIRE", emergency},
                                         Post{"train derailed near Khed, people injured", "ACCIDENT", emergency},
                                         Post{"dacoits looted passengers with knives in 13240", "ROBBERY", emergency},
                                         Post{"drunk men beating a passenger in S6", "ASSAULT", emergency},
                                         Post{"my bag was stolen in 12622 S7 just now", "THEFT", high},
                                         Post{"a small boy is alone and crying at Kanpur Central", "MISSING_PERSON", high},
                                         Post{"my father is missing since yesterday from 12487", "MISSING_PERSON", high},
                                         Post{"crack in track near Ballia station", "TRACK_SAFETY", high},
                                         Post{"unclaimed bag lying at Nizamuddin station", "SUSPECT_ARTICLE", emergency}));
INSTANTIATE_TEST_SUITE_P(Hindi, Critical,
                         testing::Values(Post{"एक यात्री बेहोश है, डॉक्टर भेजिए, 12301 S4", "MEDICAL", emergency},
                                         Post{"महिला कोच में पुरुष घुस आए हैं, छेड़छाड़ कर रहे हैं", "WOMEN_SAFETY", emergency},
                                         Post{"कोच से धुआँ निकल रहा है", "FIRE", emergency}, Post{"चलती ट्रेन से एक आदमी गिर गया", "ACCIDENT", emergency},
                                         Post{"बदमाशों ने चाकू दिखाकर लूट लिया", "ROBBERY", emergency},
                                         Post{"मेरा बैग चोरी हो गया है 12622 S7", "THEFT", high},
                                         Post{"पटरी में दरार है, गाड़ी आने वाली है", "TRACK_SAFETY", high}));
INSTANTIATE_TEST_SUITE_P(Hinglish, Critical,
                         testing::Values(Post{"S4 me ek aadmi behosh hai doctor bhejiye 12301", "MEDICAL", emergency},
                                         Post{"S6 me maarpeet kar rahe hain sharab pikar", "ASSAULT", emergency},
                                         Post{"train me aag lagi hai", "FIRE", emergency},
                                         Post{"ladki se chhedkhani kar rahe hain S3 me", "WOMEN_SAFETY", emergency},
                                         Post{"mera mobile chori ho gaya 12301 me abhi", "THEFT", high},
                                         Post{"bachcha akela ro raha hai platform 1 par, maa se bichhad gaya", "MISSING_PERSON", high}));

class NotCritical : public testing::TestWithParam<const char*> {};

TEST_P(NotCritical, DoesNotDisturbTheDeskAtNight) {
  const auto assessment = assess(GetParam());
  EXPECT_NE(fact_of(assessment, "class"), "critical") << assessment.category;
  EXPECT_GT(assessment.priority, Priority::high);
}

INSTANTIATE_TEST_SUITE_P(ThePast, NotCritical,
                         testing::Values("My phone was stolen last week at Pune station, FIR lodged, no progress",
                                         "pichle mahine bag chori hua tha, koi karwai nahi", "पिछले साल मेरे भाई को ट्रेन में लूट लिया गया था"));
INSTANTIATE_TEST_SUITE_P(InGeneral, NotCritical,
                         testing::Values("Why are not smoke detectors installed in all trains", "safety of women should be first, install cameras",
                                         "people smoke in coaches, fine them", "Thefts are increasing in Indian Railways, rules must be strict"));
INSTANTIATE_TEST_SUITE_P(FiguresOfSpeech, NotCritical,
                         testing::Values("train delay is killing me", "the queue was murder", "bullet train ki jagah desh bachao"));
INSTANTIATE_TEST_SUITE_P(AHappyEnd, NotCritical,
                         testing::Values("doctor attended my mother, thank you for the quick response", "bag mil gaya, dhanyavad RPF",
                                         "child is safe now, thanks for the help"));
INSTANTIATE_TEST_SUITE_P(AFavour, NotCritical,
                         testing::Values("my mother is a cancer patient, please confirm my ticket PNR 2451234567 train 12301",
                                         "senior citizen patient, lower berth chahiye 12301 S4"));

class Sorted : public testing::TestWithParam<std::pair<const char*, std::pair<const char*, const char*>>> {};

TEST_P(Sorted, IntoClassAndCategory) {
  const auto assessment = assess(GetParam().first);
  EXPECT_EQ(fact_of(assessment, "class"), GetParam().second.first);
  EXPECT_EQ(assessment.category, GetParam().second.second);
}

using Case = std::pair<const char*, std::pair<const char*, const char*>>;
INSTANTIATE_TEST_SUITE_P(NonCritical, Sorted,
                         testing::Values(Case{"toilets of S4 choked and stinking, 13202", {"non_critical", "CLEANLINESS_TRAIN"}},
                                         Case{"platform 3 of Patna junction is dirty, garbage everywhere", {"non_critical", "CLEANLINESS_STATION"}},
                                         Case{"no water in B2 of 12951", {"non_critical", "WATER"}},
                                         Case{"AC not working in A1 of 12259", {"non_critical", "ELECTRICAL"}},
                                         Case{"bedsheets are used and dirty in B2 12381", {"non_critical", "LINEN"}},
                                         Case{"table of seat 45 in C4 is broken, 12012", {"non_critical", "COACH_REPAIR"}},
                                         Case{"stale food served by pantry in 12802", {"non_critical", "CATERING"}},
                                         Case{"water bottle sold above MRP at Nagpur", {"non_critical", "OVERCHARGING"}},
                                         Case{"TTE taking money and selling berths in 12565", {"non_critical", "CORRUPTION"}},
                                         Case{"15048 running 5 hours late", {"non_critical", "PUNCTUALITY"}},
                                         Case{"S1 of 12391 full of people without ticket", {"non_critical", "CROWDING"}},
                                         Case{"refund of cancelled ticket not received", {"non_critical", "REFUND"}},
                                         Case{"IRCTC website down, payment failed", {"non_critical", "ONLINE_TICKETING"}},
                                         Case{"escalator not working at Jaipur station", {"non_critical", "STATION_AMENITIES"}},
                                         Case{"no announcement at Pune station, indicator not working", {"non_critical", "INFORMATION"}},
                                         Case{"wheelchair not available at Ludhiana", {"non_critical", "ACCESSIBILITY"}},
                                         Case{"गाड़ी 12561 चार घंटे लेट है", {"non_critical", "PUNCTUALITY"}},
                                         Case{"कोच S3 में पानी नहीं है", {"non_critical", "WATER"}},
                                         Case{"शौचालय बहुत गंदा है, 14005 S3", {"non_critical", "CLEANLINESS_TRAIN"}},
                                         Case{"pankha band hai S5 me 11080", {"non_critical", "ELECTRICAL"}},
                                         Case{"seat par koi baitha hai khali nahi kar raha S5 15273", {"non_critical", "CROWDING"}},
                                         Case{"tt paise mang raha hai seat ke liye 12565", {"non_critical", "CORRUPTION"}}));
INSTANTIATE_TEST_SUITE_P(Suggestions, Sorted,
                         testing::Values(Case{"suggestion: please introduce a daily train from Darbhanga to Pune", {"suggestion", "SUGGESTION"}},
                                         Case{"please give stoppage of 12565 at Bagaha", {"suggestion", "SUGGESTION"}},
                                         Case{"सुझाव है कि बगहा पर ठहराव दिया जाए", {"suggestion", "SUGGESTION"}},
                                         Case{"nayi train chalaiye Darbhanga se Pune", {"suggestion", "SUGGESTION"}}));
INSTANTIATE_TEST_SUITE_P(Others, Sorted,
                         testing::Values(Case{"what is the procedure to change boarding point?", {"other", "QUERY"}},
                                         Case{"PNR 4567890123 waiting list, please confirm my ticket", {"other", "QUERY"}},
                                         Case{"Thank you team, great work 👏", {"other", "FEEDBACK"}}, Case{"सुप्रभात", {"other", "OTHER"}},
                                         Case{"wishing you all happy diwali", {"other", "OTHER"}}));

TEST(RailwaysReasons, SayOfEveryGrievanceWhyInEachRespect) {
  for (const char* text : {"no water in B2 of 12951 at Kanpur station", "fire in coach S1 of 12301", "my bag was stolen at Pune station last week"}) {
    std::set<seva::Aspect> aspects;
    const std::string post = std::string("@RailMinIndia ") + text;
    for (const auto& reason : railways_instance().assess(post).reasons) {
      aspects.insert(reason.aspect);
      for (const auto& words : reason.words) EXPECT_LE(words.offset + words.size, post.size());
    }
    for (const auto aspect : {seva::Aspect::relevance, seva::Aspect::category, seva::Aspect::priority, seva::Aspect::unit})
      EXPECT_TRUE(aspects.contains(aspect)) << text << " aspect " << static_cast<int>(aspect);
  }
}

TEST(RailwaysQuestions, ReachAPersonAndOpenATicketWhereTheyNameATrain) {
  constexpr double kTriageScore = 0.35;
  constexpr double kOpenScore = 0.6;
  EXPECT_GE(assess("What is the procedure to change the boarding point of a ticket?").score, kTriageScore);
  EXPECT_GE(assess("Which platform does 12302 leave from at Howrah?").score, kOpenScore);
  EXPECT_LT(assess("PNR 4567890123 waiting list, please confirm my ticket").score, kTriageScore);
}

TEST(RailwaysCallsForHelp, ReachAPersonEvenIfTheyDoNotSayWhatFor) {
  EXPECT_GE(assess("MOST URGENT request for immediate help").score, 0.35);
  EXPECT_GE(assess("तुरंत मदद चाहिए कृपया उत्तर दें सर").score, 0.35);
}

TEST(RailwaysConfidentiality, SealsVictimsOfHarassment) {
  EXPECT_TRUE(assess("two men molesting a girl in general coach of 14854").is_confidential);
  EXPECT_FALSE(assess("my bag was stolen").is_confidential);
}

}  // namespace
