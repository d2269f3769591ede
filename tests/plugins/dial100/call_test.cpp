#include <gmock/gmock.h>

#include "exchange.hpp"

namespace seva::dial100 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CallTest : public ExchangeTest {
 protected:
  void SetUp() override { log_in(); }
  testing::Turn hear(const std::string& data) {
    auto turn = host.stream("ami", data);
    EXPECT_FALSE(turn.has_failed) << turn.problem;
    return turn;
  }
};

TEST_F(CallTest, goes_from_the_queue_to_the_agent_to_its_end) {
  const auto join = hear(joined("1.1"));
  const auto call = join.accepted("calls").at(0).as_object();
  EXPECT_EQ(call.at("call_id"), "1.1");
  EXPECT_EQ(call.at("from"), "01000043210");
  EXPECT_EQ(call.at("to"), "up112");
  EXPECT_FALSE(call.contains("name")) << "<unknown> is no name";
  EXPECT_THAT(told(join), ElementsAre("waiting  "));
  EXPECT_THAT(told(hear(called("1.1"))), ElementsAre("offered agent7 "));
  EXPECT_THAT(told(hear(connected("1.1"))), ElementsAre("answered agent7 "));
  EXPECT_THAT(told(hear(completed("1.1"))), ElementsAre("wrap_up agent7 caller_hung_up"));
  EXPECT_THAT(told(hear(hung_up("1.1"))), ElementsAre("ended  hung_up"));
  EXPECT_THAT(told(hear(hung_up("1.1"))), IsEmpty());
}

TEST_F(CallTest, has_sequences_that_only_rise_though_many_events_come_at_once) {
  const auto calls = hear(joined("1.1") + called("1.1") + connected("1.1") + completed("1.1") + hung_up("1.1")).accepted("calls");
  ASSERT_EQ(calls.size(), 5U);
  for (std::size_t place = 1; place < calls.size(); ++place)
    EXPECT_GT(calls.at(place).at("sequence").as_int64(), calls.at(place - 1).at("sequence").as_int64());
}

TEST_F(CallTest, waits_again_when_an_agent_does_not_answer) {
  hear(joined("1.1") + called("1.1"));
  EXPECT_THAT(told(hear(wire("Event: AgentRingNoAnswer" + caller("1.1") + "\nQueue: up112\nMemberName: agent7\nRingTime: 15000"))),
              ElementsAre("waiting agent7 rang_no_answer"));
  EXPECT_THAT(told(hear(called("1.1", "agent8"))), ElementsAre("offered agent8 "));
}

TEST_F(CallTest, is_abandoned_once_when_the_caller_gives_up) {
  hear(joined("1.1"));
  EXPECT_THAT(told(hear(abandoned("1.1") + hung_up("1.1"))), ElementsAre("abandoned  gave_up"));
}

TEST_F(CallTest, is_abandoned_when_it_leaves_the_queue_and_ends_unanswered) {
  hear(joined("1.1"));
  EXPECT_THAT(told(hear(wire("Event: QueueCallerLeave" + caller("1.1") + "\nQueue: up112\nPosition: 1\nCount: 0") + hung_up("1.1"))),
              ElementsAre("abandoned  left_unanswered"));
}

TEST_F(CallTest, is_followed_through_a_blind_transfer) {
  hear(joined("1.1") + connected("1.1"));
  const std::string transfer =
      "Event: BlindTransfer\nResult: Success\nTransfererUniqueid: 2.1\nTransfereeUniqueid: 1.1\nTransfereeChannel: PJSIP/trunk-0001\nExtension: 4711";
  EXPECT_THAT(told(hear(wire(transfer))), ElementsAre("transferred 4711 blind_transfer"));
  EXPECT_THAT(told(hear(completed("1.1", "transfer"))), IsEmpty());
  EXPECT_THAT(told(hear(hung_up("1.1"))), ElementsAre("ended  hung_up"));
}

TEST_F(CallTest, is_followed_through_an_attended_transfer_and_the_agents_own_call_is_merged) {
  hear(joined("1.1") + connected("1.1") + joined("9.9", "4700") + connected("9.9", "agent9"));
  const std::string transfer =
      "Event: AttendedTransfer\nResult: Success\nOrigTransfererUniqueid: 2.1\nSecondTransfererUniqueid: 9.9\nTransfereeUniqueid: 1.1\n"
      "TransferTargetChannel: PJSIP/agent9-0000003b\nTransferTargetUniqueid: 3.1\nDestType: Bridge";
  EXPECT_THAT(told(hear(wire(transfer))), ElementsAre("transferred PJSIP/agent9 attended_transfer"));
  EXPECT_THAT(told(hear(hung_up("9.9"))), ElementsAre("ended  merged"));
  EXPECT_THAT(told(hear(hung_up("1.1"))), ElementsAre("ended  hung_up"));
}

TEST_F(CallTest, that_failed_to_be_transferred_stays_where_it_was) {
  hear(joined("1.1") + connected("1.1"));
  EXPECT_THAT(told(hear(wire("Event: BlindTransfer\nResult: Failed\nTransfereeUniqueid: 1.1\nExtension: 4711"))), IsEmpty());
}

TEST_F(CallTest, of_another_queue_is_none_of_ours) {
  EXPECT_THAT(told(hear(wire("Event: QueueCallerJoin" + caller("1.1") + "\nQueue: canteen\nPosition: 1"))), IsEmpty());
  EXPECT_THAT(told(hear(hung_up("1.1"))), IsEmpty());
}

TEST_F(CallTest, is_not_taken_for_another_that_shares_its_linkedid) {
  hear(joined("1.1"));
  const std::string agents_leg = "Event: Hangup\nChannel: PJSIP/agent7-0000002a\nUniqueid: 2.1\nLinkedid: 1.1\nCause: 26";
  EXPECT_THAT(told(hear(wire(agents_leg))), IsEmpty());
  EXPECT_THAT(told(hear(connected("1.1"))), ElementsAre("answered agent7 "));
}

TEST_F(CallTest, comes_by_a_number_without_a_queue) {
  host.config["numbers"] = boost::json::array{"+915224000100"};
  host.start();
  log_in();
  EXPECT_THAT(told(hear(wire("Event: Newchannel" + caller("5.1") + "\nExten: +915224000100\nContext: in"))), ElementsAre("waiting  "));
  EXPECT_THAT(told(hear(wire("Event: DialBegin" + caller("5.1") + "\nDestChannel: SIP/desk1-0000001f\nDestUniqueid: 5.2"))),
              ElementsAre("offered SIP/desk1 "));
  EXPECT_THAT(told(hear(wire("Event: DialEnd" + caller("5.1") + "\nDestChannel: SIP/desk1-0000001f\nDestUniqueid: 5.2\nDialStatus: ANSWER"))),
              ElementsAre("answered SIP/desk1 "));
  EXPECT_THAT(told(hear(hung_up("5.1"))), ElementsAre("ended  hung_up"));
}

TEST_F(CallTest, is_told_the_same_wherever_the_parts_are_broken_into_events) {
  const std::vector<std::string> parts{joined("1.1"),    called("1.1"),  joined("1.2"), connected("1.1"),
                                       abandoned("1.2"), hung_up("1.2"), hung_up("1.1")};
  std::vector<std::string> expected;
  for (unsigned breaks = 0; breaks < (1U << (parts.size() - 1)); ++breaks) {
    host.start();
    connections = 0;
    log_in();
    std::vector<std::string> lines;
    std::string data;
    for (std::size_t place = 0; place < parts.size(); ++place) {
      data += parts[place];
      const bool is_break = place + 1 == parts.size() || (breaks >> place & 1U) != 0;
      if (!is_break) continue;
      const auto turn = told(hear(data));
      lines.insert(lines.end(), turn.begin(), turn.end());
      data.clear();
    }
    if (expected.empty()) expected = lines;
    ASSERT_EQ(lines, expected) << breaks;
  }
  EXPECT_EQ(expected.size(), 6U);
}

TEST_F(CallTest, accounts_for_every_part_once) {
  const auto turn = hear(joined("1.1") + wire("Event: BridgeCreate\nBridgeUniqueid: b") + "Garbage without a colon\r\n\r\n" + hung_up("1.1"));
  EXPECT_EQ(turn.accepted("calls").size(), 2U);
  EXPECT_EQ(turn.accepted("ignored").size(), 1U);
  ASSERT_EQ(turn.accepted("unreadable").size(), 1U);
  EXPECT_EQ(turn.accepted("unreadable").at(0).at("reason"), "not_ami");
  EXPECT_EQ(turn.accepted("unreadable").at(0).at("size"), 27);
}

TEST_F(CallTest, has_its_time_from_the_exchange_where_that_is_told) {
  const auto call = hear(wire("Event: QueueCallerJoin\nTimestamp: 1767594601.250000" + caller("1.1") + "\nQueue: up112")).accepted("calls").at(0);
  EXPECT_EQ(call.at("at"), 1'767'594'601'250'000);
}

TEST_F(CallTest, of_a_replayed_trace_has_nothing_to_do_with_those_of_today) {
  hear(joined("1767594000.1"));
  const auto replayed = host.stream("replay", joined("1767590000.7") + hung_up("1767594000.1") + hung_up("1767590000.7"));
  EXPECT_THAT(told(replayed), ElementsAre("waiting  ", "abandoned  left_unanswered"));
  EXPECT_EQ(replayed.accepted("ignored").size(), 1U);
  EXPECT_EQ(replayed.accepted("calls").at(0).at("at"), 1'767'590'000'000'000) << "the time that the trace itself names";
  EXPECT_THAT(told(hear(connected("1767594000.1"))), ElementsAre("answered agent7 "));
}

TEST_F(CallTest, names_its_recording_where_that_is_wanted) {
  host.config["recordings"] = true;
  host.start();
  log_in();
  hear(joined("1.1") + connected("1.1"));
  const auto turn = hear(wire("Event: VarSet" + caller("1.1") + "\nVariable: MIXMONITOR_FILENAME\nValue: /var/spool/1.1.wav"));
  EXPECT_EQ(turn.accepted("calls").at(0).at("recording"), "/var/spool/1.1.wav");
  EXPECT_EQ(turn.accepted("calls").at(0).at("state"), "answered");
}

}  // namespace
}  // namespace seva::dial100
