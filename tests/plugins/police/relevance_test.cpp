#include <gtest/gtest.h>

#include "plugins/police/up_police.hpp"

namespace {

using seva::RelevanceKind;

struct Judged {
  const char* text;
  RelevanceKind kind;
};

void PrintTo(const Judged& sentence, std::ostream* out) { *out << sentence.text; }

class PoliceRelevance : public testing::TestWithParam<Judged> {};

TEST_P(PoliceRelevance, IsWhatADeskOfficerWouldSay) {
  constexpr double kTriageScore = 0.35;
  const auto assessment = seva::police::up_police().assess(std::string("@Uppolice ") + GetParam().text);
  EXPECT_EQ(assessment.relevance, GetParam().kind) << "score " << assessment.score;
  if (GetParam().kind == RelevanceKind::praise || GetParam().kind == RelevanceKind::chatter) {
    EXPECT_LT(assessment.score, kTriageScore);
  }
}

using enum RelevanceKind;
INSTANTIATE_TEST_SUITE_P(Queries, PoliceRelevance,
                         testing::Values(Judged{"What is the procedure for tenant verification?", query},
                                         Judged{"Please tell the contact number of SHO Chakeri", query}, Judged{"ऑनलाइन एफआईआर कैसे दर्ज कराएं?", query},
                                         Judged{"महिला हेल्पलाइन का नंबर क्या है", query},
                                         Judged{"character certificate kaise banwaye, process kya hai", query},
                                         Judged{"khoye mobile ki report kahan kare", query}));
INSTANTIATE_TEST_SUITE_P(Praise, PoliceRelevance,
                         testing::Values(Judged{"Great work by the team, salute 👏", praise}, Judged{"त्वरित कार्रवाई के लिए हार्दिक धन्यवाद", praise},
                                         Judged{"bahut badhiya kaam kiya police ne, dhanyavad", praise},
                                         Judged{"Thank you for saving my son's life", praise}));
INSTANTIATE_TEST_SUITE_P(Chatter, PoliceRelevance,
                         testing::Values(Judged{"सुप्रभात", chatter}, Judged{"Good morning sir", chatter}, Judged{"kya match tha kal 😂", chatter},
                                         Judged{"चुनाव में सरकार बदलनी चाहिए", chatter}, Judged{"Happy New Year to everyone", chatter},
                                         Judged{"जय श्री राम", chatter}, Judged{"#TwitterSeva", chatter}));
INSTANTIATE_TEST_SUITE_P(OtherOffices, PoliceRelevance,
                         testing::Values(Judged{"हमारे यहाँ तीन दिन से बिजली नहीं आ रही", chatter}, Judged{"ration card nahi ban raha", chatter},
                                         Judged{"Street light not there, nagar nigam does not listen", chatter},
                                         Judged{"बिजली का बिल बहुत ज्यादा आया है", chatter}));
INSTANTIATE_TEST_SUITE_P(ThePolicesOwnNews, PoliceRelevance,
                         testing::Values(Judged{"थाना कोतवाली पुलिस ने 3 वाहन चोरों को गिरफ्तार किया, 5 बाइक बरामद", chatter},
                                         Judged{"Police arrested two thieves and recovered stolen bikes", chatter}));
INSTANTIATE_TEST_SUITE_P(Complaints, PoliceRelevance,
                         testing::Values(Judged{"मेरी बाइक चोरी हो गई", grievance}, Judged{"my phone was snatched", grievance},
                                         Judged{"thane me koi sunwai nahi ho rahi", grievance},
                                         Judged{"thanks but no thanks. 3 complaints, zero action", grievance},
                                         Judged{"बिजली का तार चोर काट ले गए", grievance}));

}  // namespace
