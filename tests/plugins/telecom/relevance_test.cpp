#include <gtest/gtest.h>

#include <cstdio>

#include "plugins/telecom/communications.hpp"

namespace {

using seva::RelevanceKind;

constexpr double kOpenScore = 0.6;
constexpr double kTriageScore = 0.35;

struct Judged {
  const char* text;
  RelevanceKind kind;
};

void PrintTo(const Judged& sentence, std::ostream* out) { *out << sentence.text; }

class TelecomRelevance : public testing::TestWithParam<Judged> {};

TEST_P(TelecomRelevance, IsWhatADeskOfficerWouldSay) {
  const auto assessment = seva::telecom::communications().assess(GetParam().text);
  EXPECT_EQ(assessment.relevance, GetParam().kind) << "score " << assessment.score;
  if (GetParam().kind == RelevanceKind::praise || GetParam().kind == RelevanceKind::chatter) {
    EXPECT_LT(assessment.score, kTriageScore);
  }
}

using enum RelevanceKind;
INSTANTIATE_TEST_SUITE_P(Queries, TelecomRelevance,
                         testing::Values(Judged{"@PostOfficeIndia what is the process to open a PPF account?", query},
                                         Judged{"#BSNLSeva 4G kab se shuru hoga Rewa me?", query},
                                         Judged{"#DOTSeva tower ki shikayat kaise kare?", query},
                                         Judged{"@BSNLCorporate toll free number and contact number please", query},
                                         Judged{"@PostOfficeIndia पार्सल भेजने के लिए कौन से दस्तावेज चाहिए", query}));
INSTANTIATE_TEST_SUITE_P(Praise, TelecomRelevance,
                         testing::Values(Judged{"#BSNLSeva Thanks, fault repaired in two hours 👍", praise},
                                         Judged{"@PostOfficeIndia excellent service, keep it up", praise},
                                         Judged{"#MTNLSeva बहुत बढ़िया काम, धन्यवाद", praise}));
INSTANTIATE_TEST_SUITE_P(Chatter, TelecomRelevance,
                         testing::Values(Judged{"#BSNLSeva", chatter}, Judged{"#PostalSeva सुप्रभात", chatter},
                                         Judged{"@DoT_India Happy New Year", chatter}, Judged{"#BSNLSeva kya match tha kal 😂", chatter},
                                         Judged{"A good idea for the weekend", chatter}));
INSTANTIATE_TEST_SUITE_P(TheCompaniesOwnNews, TelecomRelevance,
                         testing::Values(Judged{"@BSNLCorporate BSNL launches new towers in Andhra", chatter},
                                         Judged{"#PostalSeva special cover released on World Post Day", chatter},
                                         Judged{"@DoT_India spectrum auction revenue crosses estimates", chatter}));
INSTANTIATE_TEST_SUITE_P(OtherOffices, TelecomRelevance,
                         testing::Values(Judged{"@manojsinhabjp बिजली का बिल बहुत ज्यादा आया है", chatter},
                                         Judged{"@manojsinhabjp potholes on the road, please repair", chatter}));

TEST(TelecomRelevanceOfABareComplaint, IsAskedOfAPerson) {
  const auto assessment = seva::telecom::communications().assess("#BSNLSeva #PostalSeva कोई सुनने वाला नहीं है, दस दिन से शिकायत लंबित है");
  EXPECT_GE(assessment.score, kTriageScore);
  ASSERT_EQ(assessment.candidates.size(), 2U);
}

struct Figures {
  int right_yes = 0, wrong_yes = 0, wrong_no = 0, unseen = 0, right_category = 0, with_category = 0;

  void add(const seva::Assessment& assessment, bool is_so, const std::string& category) {
    const bool is_said = assessment.relevance == grievance && assessment.score >= kOpenScore;
    right_yes += is_said && is_so ? 1 : 0;
    wrong_yes += is_said && !is_so ? 1 : 0;
    wrong_no += !is_said && is_so ? 1 : 0;
    unseen += is_so && assessment.score < kTriageScore ? 1 : 0;
    with_category += category.empty() ? 0 : 1;
    right_category += !category.empty() && assessment.category == category ? 1 : 0;
  }
  [[nodiscard]] double precision() const { return share(right_yes, right_yes + wrong_yes); }
  [[nodiscard]] double recall() const { return share(right_yes, right_yes + wrong_no); }
  /// The share of complaints that open a ticket or come before a person.
  [[nodiscard]] double seen() const { return 1 - share(unseen, right_yes + wrong_no); }
  [[nodiscard]] double category() const { return share(right_category, with_category); }
  void print(const char* name) const {
    std::printf("telecom labelled %s: precision %.3f recall %.3f seen %.3f category %.3f (%d of %d)\n", name, precision(), recall(), seen(),
                category(), right_category, with_category);
  }

 private:
  static double share(int part, int all) { return all == 0 ? 1 : static_cast<double>(part) / all; }
};

/// Rows up to 199 were looked at while the lexicons were written, those from 200 on never: their figures are the honest ones, of few posts.
TEST(TelecomLabelled, AreReadAsTheirWriterMeantThem) {
  constexpr int kFirstForJudging = 200;
  Figures tuned;
  Figures judged;
  for (const auto& row : seva::tables::read_csv(std::string(SEVA_SOURCE_DIR) + "/tests/plugins/telecom/fixtures/labelled.csv")) {
    const auto assessment = seva::telecom::communications().assess(row.at("text"));
    (std::stoi(row.at("id")) < kFirstForJudging ? tuned : judged).add(assessment, row.at("grievance") == "1", row.at("category"));
  }
  tuned.print("tuned");
  judged.print("judged");
  EXPECT_GE(tuned.precision(), 0.9);
  EXPECT_GE(tuned.recall(), 0.9);
  EXPECT_GE(tuned.category(), 0.85);
  EXPECT_GE(judged.precision(), 0.8);
  EXPECT_GE(judged.seen(), 0.8);
}

}  // namespace
