#include <gmock/gmock.h>

#include "exchange.hpp"

namespace seva::dial100 {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CallBackTest : public ExchangeTest {
 protected:
  testing::Turn deliver(const std::string& to, bool is_retry = false, const std::string& call = "1767594000.1") {
    host.take_sent("ami");
    return host.send({{"type", "deliver"},
                      {"delivery", "42"},
                      {"account", "up112"},
                      {"kind", "call_back"},
                      {"to", to},
                      {"in_reply_to", call},
                      {"text", ""},
                      {"attachments", boost::json::array{}},
                      {"retry", is_retry}});
  }
  static std::string outcome(const std::string& response, const std::string& reason) {
    return wire("Event: OriginateResponse\nActionID: call-back-42\nResponse: " + response + "\nReason: " + reason + "\nUniqueid: " + kChannel);
  }
  static std::string look(const std::string& row, const std::string& rest = {}) { return wire(row + "\nActionID: look-42" + rest); }

  static constexpr const char* kChannel = "seva-42-1767594000.1";
};

TEST_F(CallBackTest, dials_with_a_key_of_its_own_and_says_when_the_citizen_answered) {
  log_in();
  EXPECT_TRUE(deliver("+911000043210").of("receipt").empty());
  EXPECT_EQ(host.take_sent("ami"),
            "Action: Originate\r\nActionID: call-back-42\r\nChannel: PJSIP/+911000043210@trunk\r\nChannelId: seva-42-1767594000.1\r\nAsync: true\r\n"
            "Context: from-seva\r\nExten: 01000043210\r\nPriority: 1\r\nTimeout: 45000\r\n\r\n");
  EXPECT_TRUE(host.stream("ami", wire("Response: Success\nActionID: call-back-42\nMessage: Originate successfully queued")).of("receipt").empty());
  const auto receipt = host.stream("ami", outcome("Success", "4")).one("receipt");
  EXPECT_EQ(receipt.at("state"), "delivered");
  EXPECT_EQ(receipt.at("sent_id"), kChannel);
}

TEST_F(CallBackTest, says_why_the_citizen_was_not_reached) {
  log_in();
  for (const auto& [reason, code] : std::map<std::string, std::string>{{"5", "busy"}, {"3", "no_answer"}, {"8", "congested"}, {"0", "not_reached"}}) {
    deliver("+911000043210");
    const auto receipt = host.stream("ami", outcome("Failure", reason)).one("receipt");
    EXPECT_EQ(receipt.at("state"), "failed");
    EXPECT_EQ(receipt.at("reason"), code.c_str());
  }
  deliver("+911000043210");
  EXPECT_EQ(host.stream("ami", wire("Response: Error\nActionID: call-back-42\nMessage: Permission denied")).one("receipt").at("reason"), "refused");
}

TEST_F(CallBackTest, waits_while_nobody_is_there) {
  host.start();
  const auto receipt = deliver("+911000043210").one("receipt");
  EXPECT_EQ(receipt.at("state"), "retry");
  EXPECT_EQ(receipt.at("reason"), "unreachable");
}

TEST_F(CallBackTest, looks_for_the_channel_before_it_dials_again) {
  log_in();
  EXPECT_TRUE(deliver("+911000043210", true).of("receipt").empty());
  EXPECT_EQ(host.take_sent("ami"), "Action: CoreShowChannels\r\nActionID: look-42\r\n\r\n");
  host.stream("ami", look("Response: Success", "\nEventList: start") +
                         look("Event: CoreShowChannel", "\nUniqueid: " + std::string(kChannel) + "\nChannelState: 6"));
  EXPECT_EQ(host.stream("ami", look("Event: CoreShowChannelsComplete")).one("receipt").at("state"), "delivered");
  EXPECT_THAT(host.take_sent("ami"), IsEmpty());

  deliver("+911000043210", true);
  host.take_sent("ami");
  host.stream("ami", look("Event: CoreShowChannel", "\nUniqueid: " + std::string(kChannel) + "\nChannelState: 5"));
  EXPECT_EQ(host.stream("ami", look("Event: CoreShowChannelsComplete")).one("receipt").at("reason"), "ringing");
  EXPECT_THAT(host.take_sent("ami"), IsEmpty());

  deliver("+911000043210", true);
  host.take_sent("ami");
  host.stream("ami", look("Event: CoreShowChannel", "\nUniqueid: 1.1\nChannelState: 6") + look("Event: CoreShowChannelsComplete"));
  EXPECT_THAT(host.take_sent("ami"), HasSubstr("Action: Originate"));
}

TEST_F(CallBackTest, dials_digits_and_nothing_that_a_dial_string_means_something_by) {
  log_in();
  for (const char* number :
       {"", "12", "10000&Local/x", "1000043210,30", "+91 10000 43210", "1000043210\r\nAction: Command", "1234567890123456", "anonymous"}) {
    EXPECT_EQ(deliver(number).one("receipt").at("reason"), "no_number") << number;
    EXPECT_THAT(host.take_sent("ami"), IsEmpty()) << number;
  }
}

TEST_F(CallBackTest, tells_of_the_missed_call_what_becomes_of_its_own) {
  log_in();
  deliver("+911000043210");
  const auto turn = host.stream("ami", joined(kChannel) + connected(kChannel) + hung_up(kChannel));
  EXPECT_THAT(told(turn), ElementsAre("waiting  ", "answered agent7 ", "ended  hung_up"));
  for (const auto& call : turn.accepted("calls")) EXPECT_EQ(call.at("call_id"), "1767594000.1");
}

TEST_F(CallBackTest, fails_where_it_is_not_set_up_and_writes_no_replies) {
  host.config.erase("call_back");
  log_in();
  EXPECT_EQ(deliver("+911000043210").one("receipt").at("reason"), "call_back_off");
  const auto written = host.send({{"type", "deliver"}, {"delivery", "43"}, {"kind", "reply"}, {"to", "x"}, {"text", "hello"}});
  EXPECT_EQ(written.one("receipt").at("reason"), "cannot_reply");
}

}  // namespace
}  // namespace seva::dial100
