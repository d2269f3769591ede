#include "general.hpp"

#include <gtest/gtest.h>

#include "seva/json.hpp"

namespace {

using seva::Priority;
using seva::RelevanceKind;

/// Gives the department its configuration; Notices cannot be made outside of the SDK, so a turn over the C boundary would be the other way.
class StartedGeneral : public testing::Test {
 protected:
  struct Quiet : seva::Notices {};

  void start(std::string_view config = "{}") {
    ASSERT_EQ(document_.parse(config), seva::json::ParseResult::ok);
    seva::DepartmentStart begin;
    begin.config = seva::Config(document_.root());
    department_.on_start(begin, notices_);
  }
  seva::Assessment assess(std::string_view text, std::vector<seva::AddressedView> addressed = {}) {
    seva::CitizenMessage message;
    message.text = text;
    message.addressed = std::move(addressed);
    return department_.assess(message);
  }

  seva::json::Document document_;
  Quiet notices_;
  seva::general::General department_;
};

TEST_F(StartedGeneral, TakesTheUnitOfTheMostSpecificAccount) {
  start();
  EXPECT_EQ(assess("Lift at gate 2 is broken since Monday", {{"RailHQ", "OFF-HQ"}, {"RailMinIndia", "OFF-RAIL"}}).unit, "OFF-RAIL");
  EXPECT_EQ(assess("Lift at gate 2 is broken since Monday").unit, "");
}

TEST_F(StartedGeneral, SortsIntoTheInstancesOwnCategoriesAndElseIntoGeneral) {
  start(R"({"categories": [{"code": "WATER", "keywords": ["paani/pani nahi", "no water", "पानी नहीं"]}, {"code": "BILL", "keywords": ["bill"]}]})");
  EXPECT_EQ(assess("teen din se pani nahi aa raha").category, "WATER");
  EXPECT_EQ(assess("मोहल्ले में पानी नहीं है").category, "WATER");
  EXPECT_EQ(assess("My bill is wrong").category, "BILL");
  EXPECT_EQ(assess("The gate is broken").category, "GENERAL");
}

TEST_F(StartedGeneral, LetsEmergenciesPassFirst) {
  start(R"({"emergency_words": ["gas ki badbu"]})");
  EXPECT_EQ(assess("Fire broke out in coach S4, people trapped, send help immediately").priority, Priority::emergency);
  EXPECT_EQ(assess("स्टेशन पर एक आदमी बेहोश पड़ा है, तुरंत एंबुलेंस भेजिए").priority, Priority::emergency);
  EXPECT_EQ(assess("kitchen se gas ki badbu aa rahi hai").priority, Priority::emergency);
  EXPECT_NE(assess("Beti bachao beti padhao rally tomorrow").priority, Priority::emergency);
  EXPECT_NE(assess("Last year a fire broke out here and nothing was done").priority, Priority::emergency);
}

TEST_F(StartedGeneral, ClosesOnlyWithAnActionThatIsDescribed) {
  start();
  seva::OutcomeCheck check;
  check.outcome = "action_taken";
  ASSERT_EQ(department_.check_outcome(check).size(), 1U);
  check.fields = {{"description", "The lift was repaired on Tuesday."}};
  EXPECT_TRUE(department_.check_outcome(check).empty());
  check.outcome = "fir";
  EXPECT_EQ(department_.check_outcome(check).at(0).code, "outcome_unknown");
}

}  // namespace
