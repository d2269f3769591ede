#include "exotel.hpp"

#include <gtest/gtest.h>

#include "plugin.hpp"

namespace seva::helpline1090 {
namespace {

const Instant kNow = *parse_rfc3339("2026-11-22T04:36:00Z");

std::optional<Call> passthru(const std::string& query) { return read_exotel(read_fields(query), Settings{}, kNow); }

constexpr const char* kBegin =
    "CallSid=7bea36f8c95f0fb10027daa6acee17c1&CallFrom=05550001234&CallTo=05224000100&Direction=incoming&Created=Sun%2C+22+Nov+2026+10%3A05%3A00"
    "&DialCallDuration=0&StartTime=2026-11-22+10%3A05%3A00&EndTime=1970-01-01+05%3A30%3A00&CallType=call-attempt&digits=%221%22"
    "&CurrentTime=2026-11-22+10%3A05%3A03";

TEST(Exotel, reads_a_call_at_its_beginning) {
  const auto call = passthru(kBegin);
  ASSERT_TRUE(call);
  EXPECT_EQ(call->call_id, "7bea36f8c95f0fb10027daa6acee17c1");
  EXPECT_EQ(call->state, CallState::waiting);
  EXPECT_EQ(call->from, "+915550001234");
  EXPECT_EQ(call->to, "05224000100");
  EXPECT_EQ(call->at, *parse_rfc3339("2026-11-22T04:35:03Z")) << "times without a zone are India's";
}

TEST(Exotel, orders_updates_by_their_time_and_within_a_second_by_the_state) {
  const std::string sid = "CallSid=c1&CallFrom=05550001234&Direction=incoming&CurrentTime=2026-11-22+10%3A05%3A03&EventType=";
  const auto ringing = passthru(sid + "Ringing&DialWhomNumber=%22101%22");
  const auto answered = passthru(sid + "Answered");
  EXPECT_EQ(ringing->state, CallState::offered);
  EXPECT_EQ(ringing->agent, "101") << "without its quotes";
  EXPECT_LT(ringing->sequence, answered->sequence);
  EXPECT_LT(passthru(kBegin)->sequence, answered->sequence);
}

TEST(Exotel, tells_a_missed_call_from_one_that_was_answered) {
  const std::string over =
      "CallSid=c1&From=05550001234&To=05224000100&Direction=inbound&EventType=terminal&StartTime=2026-11-22+10%3A05%3A00"
      "&EndTime=2026-11-22+10%3A06%3A00&Status=";
  EXPECT_EQ(passthru(over + "completed&ConversationDuration=41")->state, CallState::ended);
  EXPECT_EQ(passthru(over + "completed&ConversationDuration=0")->state, CallState::abandoned);
  for (const char* missed : {"no-answer", "busy", "failed"}) EXPECT_EQ(passthru(over + missed)->state, CallState::abandoned) << missed;
  EXPECT_EQ(passthru(over + "completed&ConversationDuration=41")->at, *parse_rfc3339("2026-11-22T04:36:00Z"));
  EXPECT_EQ(passthru("CallSid=c1&Direction=incoming&CallType=client-hangup&EndTime=1970-01-01+05%3A30%3A00")->at, kNow) << "1970 is no time";
}

TEST(Exotel, leaves_out_what_is_no_incoming_call) {
  EXPECT_FALSE(passthru("CallFrom=05550001234"));
  EXPECT_FALSE(passthru("CallSid=c1&Direction=outbound-dial"));
  EXPECT_FALSE(passthru("CallSid=" + std::string(65, 'a')));
  EXPECT_FALSE(passthru("CallSid=a%0D%0Ab"));
  EXPECT_EQ(passthru("CallSid=c1&CallFrom=anonymous")->from, "") << "withheld";
}

TEST(Exotel, is_taken_by_get_and_by_post_and_always_answered) {
  Line line;
  const auto get = line.get("/call/token-now", "CallSid=c1&CallFrom=05550001234&CallTo=1090&Direction=incoming&CallType=call-attempt");
  EXPECT_EQ(get.accepted("calls").size(), 1U);
  EXPECT_EQ(get.one("respond").at("status").as_int64(), 200);
  const auto post = [&](const std::string& type, const std::string& body) {
    return line.host.webhook({{"tag", "w"},
                              {"method", "POST"},
                              {"url", "https://seva.example/channels/helpline1090/call/token-now"},
                              {"path", "/call/token-now"},
                              {"query", boost::json::object{}},
                              {"headers", {{"content-type", type}}}},
                             body);
  };
  EXPECT_EQ(
      post("application/x-www-form-urlencoded", "CallSid=c1&EventType=terminal&Status=completed&ConversationDuration=41&Legs[0][Status]=completed")
          .accepted("calls")
          .size(),
      1U);
  EXPECT_EQ(
      post("application/json", R"({"CallSid":"c1","EventType":"terminal","Status":"no-answer","ConversationDuration":0,"Legs":[{"Status":"x"}]})")
          .accepted("calls")
          .size(),
      1U);
  for (const char* broken : {"", "{", "[]", "null", "{\"CallSid\":{}}", "\xff\xfe"}) {
    const auto turn = post("application/json", broken);
    EXPECT_FALSE(turn.has_failed);
    EXPECT_TRUE(turn.accepted("calls").empty()) << broken;
    EXPECT_EQ(turn.one("respond").at("status").as_int64(), 200);
  }
  EXPECT_EQ(line.get("/call/forged", "CallSid=c1").one("respond").at("status").as_int64(), 401);
}

}  // namespace
}  // namespace seva::helpline1090
