#include <gtest/gtest.h>

#include "plugins/telecom/communications.hpp"

namespace {

struct Sentence {
  const char* text;
  const char* category;
};

void PrintTo(const Sentence& sentence, std::ostream* out) { *out << sentence.text; }

class TelecomCategory : public testing::TestWithParam<Sentence> {};

TEST_P(TelecomCategory, IsWhatTheWordsSayInThreeWaysOfWriting) {
  const auto assessment = seva::telecom::communications().assess(std::string("@manojsinhabjp ") + GetParam().text);
  EXPECT_EQ(assessment.category, GetParam().category);
  EXPECT_EQ(assessment.relevance, seva::RelevanceKind::grievance);
  EXPECT_GE(assessment.score, 0.6);
}

INSTANTIATE_TEST_SUITE_P(
    English, TelecomCategory,
    testing::Values(
        Sentence{"my calls drop every two minutes, call drop everywhere", "CALL_DROP"}, Sentence{"no network in our village", "NO_NETWORK"},
        Sentence{"internet speed is slow, not getting 4g", "SLOW_DATA"}, Sentence{"broadband is down since Monday", "BROADBAND_DOWN"},
        Sentence{"my landline has been dead for ten days", "LANDLINE_DEAD"}, Sentence{"telephone pole fallen on the road", "LINE_DAMAGE"},
        Sentence{"wrong bill for a landline that is dead", "BILLING"}, Sentence{"recharge done but plan not activated", "RECHARGE"},
        Sentence{"security deposit not refunded for a year", "REFUND"}, Sentence{"my porting request is rejected", "PORTING"},
        Sentence{"new sim not activated", "SIM"}, Sentence{"applied for a new connection two months ago, still pending", "NEW_CONNECTION"},
        Sentence{"my disconnection request is pending", "DISCONNECTION"}, Sentence{"caller tune activated without my consent", "VAS"},
        Sentence{"spam calls all day in spite of DND", "UNWANTED_CALLS"}, Sentence{"fraud call asking for OTP, please block", "FRAUD_CALL"},
        Sentence{"obscene calls at night, please help", "ABUSIVE_CALLS"}, Sentence{"tower radiation near the school", "TOWER"},
        Sentence{"lineman asking for bribe to mend the line", "BRIBE"}, Sentence{"speed post not delivered for ten days", "POST_LATE"},
        Sentence{"parcel lost in transit", "POST_LOST"}, Sentence{"shows delivered but not received, parcel with wrong person", "POST_LOST"},
        Sentence{"parcel received torn and opened, item missing", "POST_DAMAGED"}, Sentence{"tracking not updated for a week", "POST_TRACKING"},
        Sentence{"money order not received", "MONEY_ORDER"}, Sentence{"RD account maturity amount not paid", "POST_SAVINGS"},
        Sentence{"family pension stopped", "PENSION"}, Sentence{"PLI maturity claim pending", "POST_INSURANCE"},
        Sentence{"post office closed at noon", "POST_OFFICE"}, Sentence{"postman misbehaved with my mother", "POST_STAFF"}));
INSTANTIATE_TEST_SUITE_P(
    Hindi, TelecomCategory,
    testing::Values(Sentence{"बात करते करते कॉल कट जाती है", "CALL_DROP"}, Sentence{"गाँव में नेटवर्क नहीं आता", "NO_NETWORK"},
                    Sentence{"इंटरनेट बहुत धीमा है, नेट नहीं चल रहा", "SLOW_DATA"}, Sentence{"पाँच दिन से ब्रॉडबैंड बंद है", "BROADBAND_DOWN"},
                    Sentence{"लैंडलाइन दस दिन से खराब है", "LANDLINE_DEAD"}, Sentence{"टेलीफोन का खंभा गिर गया है", "LINE_DAMAGE"},
                    Sentence{"गलत बिल भेज दिया, सुधार नहीं रहे", "BILLING"}, Sentence{"रिचार्ज किया पर बैलेंस नहीं आया", "RECHARGE"},
                    Sentence{"जमानत राशि का रिफंड नहीं मिला", "REFUND"}, Sentence{"नंबर पोर्ट नहीं हो रहा", "PORTING"}, Sentence{"सिम बंद कर दिया", "SIM"},
                    Sentence{"नया कनेक्शन दो महीने से नहीं मिला", "NEW_CONNECTION"}, Sentence{"बिना पूछे कॉलर ट्यून लगा दी", "VAS"},
                    Sentence{"लोन के लिए कॉल रोज आते हैं, डीएनडी बेकार", "UNWANTED_CALLS"}, Sentence{"टावर लगाने के नाम पर ठगी हो गई", "FRAUD_CALL"},
                    Sentence{"रात को अश्लील कॉल आते हैं", "ABUSIVE_CALLS"}, Sentence{"स्कूल के पास टावर का विकिरण", "TOWER"},
                    Sentence{"स्पीड पोस्ट अभी तक नहीं मिली", "POST_LATE"}, Sentence{"पार्सल गुम हो गया", "POST_LOST"},
                    Sentence{"पार्सल फटा हुआ मिला", "POST_DAMAGED"}, Sentence{"मनीऑर्डर नहीं पहुँचा", "MONEY_ORDER"},
                    Sentence{"आरडी का पैसा नहीं दे रहे", "POST_SAVINGS"}, Sentence{"विधवा पेंशन तीन महीने से नहीं मिली", "PENSION"},
                    Sentence{"डाक जीवन बीमा का पैसा नहीं मिला", "POST_INSURANCE"}, Sentence{"डाकघर दो बजे ही बंद हो जाता है", "POST_OFFICE"},
                    Sentence{"डाकिया बदतमीजी करता है", "POST_STAFF"}, Sentence{"डाकिया पैसे मांगता है", "BRIBE"}));
INSTANTIATE_TEST_SUITE_P(
    Hinglish, TelecomCategory,
    testing::Values(Sentence{"baat karte karte call kat jaati hai", "CALL_DROP"}, Sentence{"network nahin aata ghar me", "NO_NETWORK"},
                    Sentence{"net bahut slow chal raha hai", "SLOW_DATA"}, Sentence{"broadband 4 din se band pada hai", "BROADBAND_DOWN"},
                    Sentence{"landline kharab hai, koi nahi aata", "LANDLINE_DEAD"}, Sentence{"galat bill bhej diya", "BILLING"},
                    Sentence{"recharge kiya par plan activate nahi hua", "RECHARGE"}, Sentence{"security ka paisa wapas nahi mila", "REFUND"},
                    Sentence{"number port nahi ho raha, upc nahi aaya", "PORTING"}, Sentence{"sim chalu nahi hua", "SIM"},
                    Sentence{"naya connection nahi de rahe", "NEW_CONNECTION"}, Sentence{"bina puche callertune laga di", "VAS"},
                    Sentence{"loan wale call roz aate hain", "UNWANTED_CALLS"}, Sentence{"tower lagane ke naam par thag liya", "FRAUD_CALL"},
                    Sentence{"speed post abhi tak nahi mila", "POST_LATE"}, Sentence{"parcel gayab ho gaya", "POST_LOST"},
                    Sentence{"manioder nahi mila", "MONEY_ORDER"}, Sentence{"passbook nahi de rahe, byaj bhi nahi", "POST_SAVINGS"},
                    Sentence{"vridha pension nahi mil rahi", "PENSION"}, Sentence{"dakiya nahi aata, postman badtamizi karta hai", "POST_STAFF"}));

TEST(TelecomPriority, RisesWhereItCannotWait) {
  const auto priority = [](const char* text) { return seva::telecom::communications().assess(text).priority; };
  EXPECT_EQ(priority("#BSNLSeva network nahi hai"), seva::Priority::normal);
  EXPECT_EQ(priority("#BSNLSeva hospital me network nahi hai"), seva::Priority::high);
  EXPECT_EQ(priority("#PostalSeva admit card wala speed post nahi mila, kal pariksha hai"), seva::Priority::high);
  EXPECT_EQ(priority("#DOTSeva fraud call asked OTP"), seva::Priority::high);
  EXPECT_EQ(priority("#BSNLSeva आग लग गई है एक्सचेंज में, लोग फंसे हैं, जल्दी मदद भेजो"), seva::Priority::emergency);
  EXPECT_EQ(priority("#BSNLSeva what is the process to get a new connection?"), seva::Priority::low);
}

TEST(TelecomCategoryOfSeveral, FollowsTheBodyThatIsAddressed) {
  EXPECT_EQ(seva::telecom::communications().assess("#BSNLSeva lambi line, server down, bill galat").category, "BILLING");
}

}  // namespace
