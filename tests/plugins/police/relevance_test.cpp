#include <gtest/gtest.h>

#include "plugins/police/up_police.hpp"

namespace {

using seva::RelevanceKind;

struct Sentence {
  const char* text;
  RelevanceKind kind;
};

void PrintTo(const Sentence& sentence, std::ostream* out) { *out << sentence.text; }

class PoliceRelevance : public testing::TestWithParam<Sentence> {};

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
                         testing::Values(Sentence{"What is the procedure for tenant verification?", query},
                                         Sentence{"Please tell the contact number of SHO Chakeri", query},
                                         Sentence{"ऑनलाइन एफआईआर कैसे दर्ज कराएं?", query}, Sentence{"महिला हेल्पलाइन का नंबर क्या है", query},
                                         Sentence{"character certificate kaise banwaye, process kya hai", query},
                                         Sentence{"khoye mobile ki report kahan kare", query}));
INSTANTIATE_TEST_SUITE_P(Praise, PoliceRelevance,
                         testing::Values(Sentence{"Great work by the team, salute 👏", praise}, Sentence{"त्वरित कार्रवाई के लिए हार्दिक धन्यवाद", praise},
                                         Sentence{"bahut badhiya kaam kiya police ne, dhanyavad", praise},
                                         Sentence{"Thank you for saving my son's life", praise}));
INSTANTIATE_TEST_SUITE_P(Chatter, PoliceRelevance,
                         testing::Values(Sentence{"सुप्रभात", chatter}, Sentence{"Good morning sir", chatter}, Sentence{"kya match tha kal 😂", chatter},
                                         Sentence{"चुनाव में सरकार बदलनी चाहिए", chatter}, Sentence{"Happy New Year to everyone", chatter},
                                         Sentence{"जय श्री राम", chatter}, Sentence{"#TwitterSeva", chatter}));
INSTANTIATE_TEST_SUITE_P(OtherOffices, PoliceRelevance,
                         testing::Values(Sentence{"हमारे यहाँ तीन दिन से बिजली नहीं आ रही", chatter}, Sentence{"ration card nahi ban raha", chatter},
                                         Sentence{"Street light not there, nagar nigam does not listen", chatter},
                                         Sentence{"बिजली का बिल बहुत ज्यादा आया है", chatter}));
INSTANTIATE_TEST_SUITE_P(ThePolicesOwnNews, PoliceRelevance,
                         testing::Values(Sentence{"थाना कोतवाली पुलिस ने 3 वाहन चोरों को गिरफ्तार किया, 5 बाइक बरामद", chatter},
                                         Sentence{"Police arrested two thieves and recovered stolen bikes", chatter}));
INSTANTIATE_TEST_SUITE_P(Complaints, PoliceRelevance,
                         testing::Values(Sentence{"मेरी बाइक चोरी हो गई", grievance}, Sentence{"my phone was snatched", grievance},
                                         Sentence{"thane me koi sunwai nahi ho rahi", grievance},
                                         Sentence{"thanks but no thanks. 3 complaints, zero action", grievance},
                                         Sentence{"बिजली का तार चोर काट ले गए", grievance}));

}  // namespace
