#include "relevance.hpp"

#include <gtest/gtest.h>

namespace {

using seva::RelevanceKind;

struct Sentence {
  const char* text;
  RelevanceKind kind;
};

void PrintTo(const Sentence& sentence, std::ostream* out) { *out << sentence.text; }

class GeneralRelevance : public testing::TestWithParam<Sentence> {};

TEST_P(GeneralRelevance, IsWhatAPersonWouldSay) {
  seva::general::RelevanceJudge judge;
  seva::text::Tokens tokens;
  seva::CitizenMessage message;
  message.text = GetParam().text;
  tokens.read(message.text);
  const auto relevance = judge.judge(message, tokens);
  EXPECT_EQ(relevance.kind, GetParam().kind) << "score " << relevance.score;
  constexpr double kOpenScore = 0.6;
  const bool opens = relevance.score >= kOpenScore;
  if (GetParam().kind != RelevanceKind::query) {
    EXPECT_EQ(opens, GetParam().kind == RelevanceKind::grievance) << "score " << relevance.score;
  }
}

using enum RelevanceKind;
INSTANTIATE_TEST_SUITE_P(
    English, GeneralRelevance,
    testing::Values(Sentence{"The drain near our colony has been overflowing for 6 days, nobody comes. Please help", grievance},
                    Sentence{"Staff at the booking counter near gate 2 asked for extra money and misbehaved with my mother", grievance},
                    Sentence{"Street light near the school gate not working since last week, please repair", grievance},
                    Sentence{"Refund of ticket 4521879034 not received even after 2 months. No response on mail", grievance},
                    Sentence{"What is the process to apply for a duplicate certificate?", query},
                    Sentence{"Which documents are needed and how do I apply online?", query},
                    Sentence{"Thank you team for the prompt action, great work!", praise}, Sentence{"Kudos to the staff, very impressed 👏", praise},
                    Sentence{"Wishing you all a very happy Diwali", chatter},
                    Sentence{"Minister launched the new scheme today at a rally https://t.co/abc", chatter}));
INSTANTIATE_TEST_SUITE_P(Hindi, GeneralRelevance,
                         testing::Values(Sentence{"हमारे मोहल्ले में तीन दिन से पानी नहीं आ रहा है, शिकायत पर भी कोई सुनवाई नहीं हुई", grievance},
                                         Sentence{"स्टेशन रोड पर नाली टूटी पड़ी है, बहुत गंदगी है, कृपया सफाई कराएं", grievance},
                                         Sentence{"बाबू प्रमाण पत्र के लिए रिश्वत मांग रहा है, कार्रवाई करें", grievance},
                                         Sentence{"आवेदन के लिए क्या प्रक्रिया है, जानकारी दें", query},
                                         Sentence{"त्वरित कार्रवाई के लिए धन्यवाद, बहुत सराहनीय", praise},
                                         Sentence{"आप सभी को होली की हार्दिक शुभकामनाएं", chatter}));
INSTANTIATE_TEST_SUITE_P(Hinglish, GeneralRelevance,
                         testing::Values(Sentence{"refund abhi tak nahi mila, ticket no 4521879034, 2 mahine ho gaye, kripya madad karen", grievance},
                                         Sentence{"sadak par gaddha hai school ke paas, roj accident hota hai, koi sunwai nahi", grievance},
                                         Sentence{"babu paise mang raha hai, kaam nahi kar raha, plz karwai karein", grievance},
                                         Sentence{"form bharne ki process kya hai, kaise kare", query},
                                         Sentence{"bahut badhiya kaam, dhanyavad aapka", praise},
                                         Sentence{"kya match tha yaar maja aa gaya 😂", chatter}));

TEST(GeneralRelevanceReasons, PointAtTheWordsThatLedToThem) {
  seva::general::RelevanceJudge judge;
  seva::text::Tokens tokens;
  seva::CitizenMessage message;
  message.text = "हमारे यहाँ सफाई नहीं होती, बहुत गंदगी है";
  tokens.read(message.text);
  const auto relevance = judge.judge(message, tokens);
  ASSERT_FALSE(relevance.reasons.empty());
  bool has_dirt = false;
  for (const auto& reason : relevance.reasons)
    for (const auto& words : reason.words) has_dirt = has_dirt || message.text.substr(words.offset, words.size) == "गंदगी";
  EXPECT_TRUE(has_dirt);
}

}  // namespace
