#include <gtest/gtest.h>

#include "plugins/police/up_police.hpp"

namespace {

struct Sentence {
  const char* text;
  const char* category;
};

void PrintTo(const Sentence& sentence, std::ostream* out) { *out << sentence.text; }

class PoliceCategory : public testing::TestWithParam<Sentence> {};

TEST_P(PoliceCategory, IsTheGravestThatTheWordsSay) {
  const auto assessment = seva::police::up_police().assess(std::string("@Uppolice ") + GetParam().text);
  EXPECT_EQ(assessment.category, GetParam().category);
  EXPECT_EQ(assessment.relevance, seva::RelevanceKind::grievance);
  EXPECT_GE(assessment.score, 0.6);
}

INSTANTIATE_TEST_SUITE_P(
    Hindi, PoliceCategory,
    testing::Values(
        Sentence{"मेरी मोटरसाइकिल घर के बाहर से चोरी हो गई है", "THEFT"}, Sentence{"बाइक सवार बदमाश चेन छीनकर भाग गए", "ROBBERY"},
        Sentence{"नौकरी दिलाने के नाम पर दो लाख रुपये हड़प लिए", "FRAUD"}, Sentence{"ओटीपी पूछकर खाते से पैसे निकाल लिए, साइबर ठगी हो गई", "CYBER_FRAUD"},
        Sentence{"किसी ने मेरी फर्जी आईडी बनाकर फोटो वायरल कर दी", "CYBER_ABUSE"}, Sentence{"पड़ोसियों ने लाठी डंडे से मारपीट की, सिर फोड़ दिया", "ASSAULT"},
        Sentence{"मेरे भाई की गोली मारकर हत्या कर दी गई", "MURDER"}, Sentence{"मुझे जान से मारने की धमकी मिल रही है", "THREAT"},
        Sentence{"मेरे भाई का अपहरण हो गया है", "KIDNAPPING"}, Sentence{"मेरे पिताजी तीन दिन से लापता हैं", "MISSING"},
        Sentence{"व्यापारी से रंगदारी मांगी जा रही है", "EXTORTION"}, Sentence{"दहेज के लिए ससुराल वाले प्रताड़ित करते हैं", "DOMESTIC_VIOLENCE"},
        Sentence{"स्कूल के बाहर शोहदे लड़कियों से छेड़छाड़ करते हैं", "WOMEN_HARASSMENT"}, Sentence{"नाबालिग के साथ दुष्कर्म हुआ है", "SEXUAL_OFFENCE"},
        Sentence{"ढाबे पर बाल मजदूरी कराई जा रही है", "CHILD"}, Sentence{"ट्रक ने बाइक को टक्कर मार दी, सड़क दुर्घटना", "ACCIDENT"},
        Sentence{"चौराहे पर रोज जाम लगता है, अवैध पार्किंग है", "TRAFFIC"}, Sentence{"रात भर डीजे बजता है, तेज आवाज से सो नहीं पाते", "NOISE"},
        Sentence{"भू माफिया ने मेरी जमीन पर कब्जा कर लिया", "PROPERTY_DISPUTE"}, Sentence{"मोहल्ले में खुलेआम जुआ और सट्टा चल रहा है", "GAMBLING_LIQUOR"},
        Sentence{"रात में अवैध बालू खनन होता है", "ILLEGAL_MINING"}, Sentence{"भड़काऊ नारे लगाकर सांप्रदायिक माहौल खराब किया जा रहा है", "COMMUNAL"},
        Sentence{"बच्चा चोरी की अफवाह फैलाई जा रही है", "RUMOUR"}, Sentence{"दरोगा जी रिश्वत मांग रहे हैं", "POLICE_BRIBE"},
        Sentence{"दरोगा ने मुझे थप्पड़ मारा और गाली दी", "POLICE_CONDUCT"}, Sentence{"थाने में रिपोर्ट नहीं लिख रहे, चक्कर लगवा रहे हैं", "NO_FIR"},
        Sentence{"पासपोर्ट सत्यापन दो महीने से लंबित है", "VERIFICATION"}, Sentence{"मेरा पर्स ऑटो में छूट गया", "LOST_ARTICLE"}));
INSTANTIATE_TEST_SUITE_P(English, PoliceCategory,
                         testing::Values(Sentence{"My scooty was stolen from the parking", "THEFT"},
                                         Sentence{"Two men snatched my mobile phone and ran away", "ROBBERY"},
                                         Sentence{"The builder cheated us with forged papers", "FRAUD"},
                                         Sentence{"Money debited from my account after I shared OTP, UPI fraud", "CYBER_FRAUD"},
                                         Sentence{"Someone made a fake profile with my morphed photos", "CYBER_ABUSE"},
                                         Sentence{"Neighbours thrashed my brother, he has a fracture", "ASSAULT"},
                                         Sentence{"My husband beats me every night for dowry", "DOMESTIC_VIOLENCE"},
                                         Sentence{"A stalker keeps following my sister and passing lewd comments", "WOMEN_HARASSMENT"},
                                         Sentence{"Heavy traffic jam because of illegal parking on the road", "TRAFFIC"},
                                         Sentence{"Loud music and DJ till 2 am, cannot sleep", "NOISE"},
                                         Sentence{"Land mafia grabbed my land", "PROPERTY_DISPUTE"},
                                         Sentence{"Constable is demanding bribe at the check post", "POLICE_BRIBE"},
                                         Sentence{"Police misbehaved with my mother at the chowki", "POLICE_CONDUCT"},
                                         Sentence{"SHO refused to register FIR, no action for a month", "NO_FIR"},
                                         Sentence{"Wrong challan issued for a vehicle that is not mine", "CHALLAN"},
                                         Sentence{"Passport police verification pending for 40 days", "VERIFICATION"},
                                         Sentence{"My purse was lost, I lost my PAN card", "LOST_ARTICLE"}));
INSTANTIATE_TEST_SUITE_P(
    Hinglish, PoliceCategory,
    testing::Values(Sentence{"meri bike chori ho gayi ghar ke bahar se", "THEFT"}, Sentence{"do ladke mobile cheen kar bhag gaye", "ROBBERY"},
                    Sentence{"mobile chhin liya bike walo ne", "ROBBERY"}, Sentence{"khate se paise kat gaye OTP maang kar", "CYBER_FRAUD"},
                    Sentence{"farzi id bana ke photo viral kar raha hai", "CYBER_ABUSE"},
                    Sentence{"padosi ne lathi se maarpeet ki sar phod diya", "ASSAULT"},
                    Sentence{"dahej ke liye sasural wale pareshan karte hain", "DOMESTIC_VIOLENCE"},
                    Sentence{"ladki se chhedkhani karte hain manchale", "WOMEN_HARASSMENT"},
                    Sentence{"zameen par kabza kar liya hai", "PROPERTY_DISPUTE"}, Sentence{"jameen par awaidh kabja", "PROPERTY_DISPUTE"},
                    Sentence{"raat bhar dj bajta hai bahut shor", "NOISE"},
                    Sentence{"daroga verification ke liye paise mang raha hai", "POLICE_BRIBE"}, Sentence{"thane me FIR nahi likh rahe", "NO_FIR"},
                    Sentence{"mera bhai 3 din se lapata hai", "MISSING"}, Sentence{"jaan se marne ki dhamki de raha hai", "THREAT"},
                    Sentence{"khuleaam satta aur jua chal raha hai", "GAMBLING_LIQUOR"}));

TEST(PoliceConfidentiality, SealsVictimsOfSexualOffencesAndChildren) {
  const auto& police = seva::police::up_police();
  EXPECT_TRUE(police.assess("@Uppolice मेरी पड़ोसी के साथ बलात्कार हुआ है").is_confidential);
  EXPECT_TRUE(police.assess("@Uppolice child labour at a dhaba near the highway").is_confidential);
  EXPECT_FALSE(police.assess("@Uppolice my bike was stolen").is_confidential);
}

TEST(PoliceCategoryReasons, PointAtTheWordsInTheOriginalText) {
  const std::string text = "@Uppolice साहब, मेरी बाइक की चोरी हो गयी";
  const auto assessment = seva::police::up_police().assess(text);
  bool is_shown = false;
  for (const auto& reason : assessment.reasons)
    for (const auto& words : reason.words)
      is_shown = is_shown || (reason.aspect == seva::Aspect::category && text.substr(words.offset, words.size) == "चोरी हो गयी");
  EXPECT_TRUE(is_shown);
}

}  // namespace
