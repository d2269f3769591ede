#include <gtest/gtest.h>

#include <cstdio>

#include "plugins/telecom/communications.hpp"

namespace {

using seva::RelevanceKind;

constexpr double kOpenScore = 0.6;
constexpr double kTriageScore = 0.35;

struct Sentence {
  const char* text;
  RelevanceKind kind;
};

void PrintTo(const Sentence& sentence, std::ostream* out) { *out << sentence.text; }

class TelecomRelevance : public testing::TestWithParam<Sentence> {};

TEST_P(TelecomRelevance, IsWhatADeskOfficerWouldSay) {
  const auto assessment = seva::telecom::communications().assess(GetParam().text);
  EXPECT_EQ(assessment.relevance, GetParam().kind) << "score " << assessment.score;
  if (GetParam().kind == RelevanceKind::praise || GetParam().kind == RelevanceKind::chatter) {
    EXPECT_LT(assessment.score, kTriageScore);
  }
}

using enum RelevanceKind;
INSTANTIATE_TEST_SUITE_P(Queries, TelecomRelevance,
                         testing::Values(Sentence{"@PostOfficeIndia what is the process to open a PPF account?", query},
                                         Sentence{"#BSNLSeva 4G kab se shuru hoga Rewa me?", query},
                                         Sentence{"#DOTSeva tower ki shikayat kaise kare?", query},
                                         Sentence{"@PostOfficeIndia पार्सल भेजने के लिए कौन से दस्तावेज चाहिए", query}));
INSTANTIATE_TEST_SUITE_P(Praise, TelecomRelevance,
                         testing::Values(Sentence{"#BSNLSeva Thanks, fault repaired in two hours 👍", praise},
                                         Sentence{"@PostOfficeIndia excellent service, keep it up", praise},
                                         Sentence{"#MTNLSeva बहुत बढ़िया काम, धन्यवाद", praise}));
INSTANTIATE_TEST_SUITE_P(Chatter, TelecomRelevance,
                         testing::Values(Sentence{"#BSNLSeva", chatter}, Sentence{"#PostalSeva सुप्रभात", chatter},
                                         Sentence{"@DoT_India Happy New Year", chatter}, Sentence{"#BSNLSeva kya match tha kal 😂", chatter},
                                         Sentence{"A good idea for the weekend", chatter}));
INSTANTIATE_TEST_SUITE_P(TheCompaniesOwnNews, TelecomRelevance,
                         testing::Values(Sentence{"@BSNLCorporate BSNL launches new towers in Andhra", chatter},
                                         Sentence{"#PostalSeva special cover released on World Post Day", chatter},
                                         Sentence{"@DoT_India spectrum auction revenue crosses estimates", chatter}));
INSTANTIATE_TEST_SUITE_P(OtherOffices, TelecomRelevance,
                         testing::Values(Sentence{"@manojsinhabjp बिजली का बिल बहुत ज्यादा आया है", chatter},
                                         Sentence{"@manojsinhabjp potholes on the road, please repair", chatter}));

TEST(TelecomRelevanceOfABareComplaint, IsAskedOfAPerson) {
  const auto assessment = seva::telecom::communications().assess("#BSNLSeva #PostalSeva कोई सुनने वाला नहीं है, दस दिन से शिकायत लंबित है");
  EXPECT_GE(assessment.score, kTriageScore);
  ASSERT_EQ(assessment.candidates.size(), 2U);
}

/// Posts written for this test alone, after the lexicons; the figures are printed.
TEST(TelecomLabelled, AreReadAsTheirWriterMeantThem) {
  int right_yes = 0, wrong_yes = 0, wrong_no = 0, right_category = 0, with_category = 0;
  for (const auto& post : seva::tables::read_csv(std::string(SEVA_SOURCE_DIR) + "/tests/plugins/telecom/fixtures/labelled.csv")) {
    const auto assessment = seva::telecom::communications().assess(post.at("text"));
    const bool is_said = assessment.relevance == grievance && assessment.score >= kOpenScore;
    const bool is_so = post.at("grievance") == "1";
    right_yes += is_said && is_so ? 1 : 0;
    wrong_yes += is_said && !is_so ? 1 : 0;
    wrong_no += !is_said && is_so ? 1 : 0;
    with_category += post.at("category").empty() ? 0 : 1;
    const bool is_right = assessment.category == post.at("category");
    right_category += !post.at("category").empty() && is_right ? 1 : 0;
    if (is_said != is_so || (!post.at("category").empty() && !is_right))
      std::printf("telecom labelled %s: %s, score %.2f, category %s instead of %s\n", post.at("id").c_str(), is_said ? "grievance" : "none",
                  assessment.score, assessment.category.c_str(), post.at("category").c_str());
  }
  const double precision = static_cast<double>(right_yes) / (right_yes + wrong_yes);
  const double recall = static_cast<double>(right_yes) / (right_yes + wrong_no);
  const double category = static_cast<double>(right_category) / with_category;
  std::printf("telecom labelled precision %.3f recall %.3f category %.3f (%d of %d)\n", precision, recall, category, right_category, with_category);
  EXPECT_GE(precision, 0.9);
  EXPECT_GE(recall, 0.8);
  EXPECT_GE(category, 0.8);
}

}  // namespace
