#include <gtest/gtest.h>

#include "plugins/police/up_police.hpp"

namespace {

class Emergency : public testing::TestWithParam<const char*> {};
class NoEmergency : public testing::TestWithParam<const char*> {};

TEST_P(Emergency, GoesToTheEmergencyLaneAndOpensATicket) {
  const auto assessment = seva::police::up_police().assess(std::string("@Uppolice ") + GetParam());
  EXPECT_EQ(assessment.priority, seva::Priority::emergency);
  EXPECT_EQ(assessment.relevance, seva::RelevanceKind::grievance);
  EXPECT_GE(assessment.score, 0.6);
}

TEST_P(NoEmergency, DoesNotCallTheEmergencyLane) {
  EXPECT_NE(seva::police::up_police().assess(std::string("@Uppolice ") + GetParam()).priority, seva::Priority::emergency);
}

INSTANTIATE_TEST_SUITE_P(Hindi, Emergency,
                         testing::Values("बचाओ, कुछ लोग घर में घुस आए हैं", "मेरे पति मुझे पीट रहे हैं, जल्दी पुलिस भेजिए", "दुकान में आग लग गई है",
                                         "अभी चौराहे पर गोली चल रही है", "सड़क दुर्घटना में तीन लोग घायल पड़े हैं, एंबुलेंस भेजिए", "मेरी बेटी को कार में उठा ले गए हैं",
                                         "मैं आत्महत्या करने जा रहा हूँ", "दहेज के लिए ससुराल वाले अभी मार रहे हैं", "भीड़ एक आदमी को पीट रही है, मर जाएगा",
                                         "एक आदमी बेहोश पड़ा है, तुरंत सहायता चाहिए"));
INSTANTIATE_TEST_SUITE_P(English, Emergency,
                         testing::Values("Please help, someone is following me right now", "Armed men have entered our house, send police",
                                         "SOS my husband is beating me", "Fire broke out in the market, people trapped",
                                         "I want to die, I will kill myself", "Accident on the highway, two people injured and lying on the road",
                                         "My brother has been kidnapped just now", "He collapsed, chest pain, he is unconscious"));
INSTANTIATE_TEST_SUITE_P(Hinglish, Emergency,
                         testing::Values("bachao koi mera peecha kar raha hai", "jaldi police bhejo ghar me ghus gaye hain",
                                         "aag lag gayi hai godown me", "goli chal rahi hai mohalle me",
                                         "accident ho gaya do log ghayal hain ambulance bhejo", "suicide kar lunga ab bas",
                                         "mujhe kamre me band kar rakha hai maar rahe hain"));

INSTANTIATE_TEST_SUITE_P(ThePast, NoEmergency,
                         testing::Values("कल रात मेरे घर में कुछ लोग घुस आए थे और मुझे पीटा था", "पिछले साल मेरे भाई का अपहरण हुआ था, आरोपी गिरफ्तार नहीं",
                                         "Last month my shop caught fire and there is no report yet",
                                         "parso accident hua tha jisme do log ghayal hue the, FIR nahi likhi",
                                         "हत्या के आरोपी दो महीने से खुलेआम घूम रहे हैं, न्याय दीजिए",
                                         "My brother was kidnapped two years ago, no clue till date"));
INSTANTIATE_TEST_SUITE_P(FiguresOfSpeech, NoEmergency,
                         testing::Values("बेटी बचाओ बेटी पढ़ाओ रैली", "beti bachao abhiyan me shamil hon", "पानी बचाओ, पेड़ लगाओ",
                                         "petrol ka bhav dekh ke heart attack aa gaya 😂", "kohli ne to aaj match me maar dala",
                                         "This film is the murder of history", "बिजली का बिल देखकर हार्ट अटैक आ गया",
                                         "mock drill me aag lag gayi dikhaya gaya", "What is the helpline number if someone is following me?",
                                         "traffic is killing me"));
INSTANTIATE_TEST_SUITE_P(AHappyEnd, NoEmergency,
                         testing::Values("आग लग गई थी, दमकल ने काबू पा लिया, धन्यवाद", "Thank you for saving my son, he was rescued from the fire",
                                         "kal aag lagi thi, team ne bujha di, shukriya"));
INSTANTIATE_TEST_SUITE_P(Everyday, NoEmergency,
                         testing::Values("मेरी बाइक चोरी हो गई", "passport verification pending hai", "रोज रात को डीजे बजता है",
                                         "padosi roz gali deta hai", "chauraha auto walon ne gher rakha hai roz jaam", "सुप्रभात"));

TEST(PolicePriority, FollowsTheCategoryWhereNobodyIsInDanger) {
  const auto& police = seva::police::up_police();
  EXPECT_EQ(police.assess("@Uppolice मेरे पिता तीन दिन से लापता हैं").priority, seva::Priority::high);
  EXPECT_EQ(police.assess("@Uppolice मेरी बाइक चोरी हो गई").priority, seva::Priority::normal);
  EXPECT_EQ(police.assess("@Uppolice passport verification 40 din se pending hai").priority, seva::Priority::low);
}

TEST(PolicePriority, IsNotRaisedByALongReportOfWhatLiesBack) {
  std::string text = "@Uppolice पिछले वर्ष जून में लोग लाठी डंडे लेकर आए और मारपीट की थी। ";
  for (int times = 0; times < 12; ++times) text += "इसके बाद हमने थाने में तहरीर दी और बार बार कार्यालय गए परंतु मुकदमा नहीं लिखा गया। ";
  text += "इस समय हम बहुत परेशान हैं।";
  EXPECT_NE(seva::police::up_police().assess(text).priority, seva::Priority::emergency);
}

}  // namespace
