#include <gmock/gmock.h>

#include "exchange.hpp"

namespace seva::dial100 {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

class ConnectionTest : public ExchangeTest {};

TEST_F(ConnectionTest, logs_in_by_challenge_and_never_sends_the_secret) {
  const auto opening = host.start().one("open_stream");
  EXPECT_EQ(opening.at("url"), "tcp://pbx.example:5038");
  EXPECT_EQ(opening.at("delimiter"), "\r\n\r\n");
  EXPECT_EQ(opening.at("silence_ms"), 90'000);
  ++connections;
  host.open_stream("ami");
  EXPECT_EQ(host.take_sent("ami"), "Action: Challenge\r\nActionID: challenge-1\r\nAuthType: MD5\r\n\r\n");
  host.stream("ami", "Asterisk Call Manager/7.0.3\r\n" + answer("challenge", "Response: Success", "Challenge: 840415273"));
  const std::string login = host.take_sent("ami");
  EXPECT_THAT(login, HasSubstr("Username: seva\r\n"));
  EXPECT_THAT(login, HasSubstr("Key: " + to_hex(as_bytes(md5("840415273mysecret"))) + "\r\n"));
  EXPECT_THAT(login, Not(HasSubstr("mysecret")));
  const auto turn = host.stream("ami", answer("login", "Response: Success", "Message: Authentication accepted"));
  EXPECT_EQ(turn.one("health").at("state"), "ok");
  EXPECT_THAT(host.take_sent("ami"), ::testing::AllOf(HasSubstr("CoreShowChannels"), HasSubstr("QueueStatus")));
}

TEST_F(ConnectionTest, needs_a_login_where_it_is_refused_and_tries_again_later) {
  host.start();
  ++connections;
  host.open_stream("ami");
  host.stream("ami", answer("challenge", "Response: Success", "Challenge: 1"));
  const auto turn = host.stream("ami", answer("login", "Response: Error", "Message: Authentication failed"));
  EXPECT_EQ(turn.one("health").at("state"), "needs_login");
  EXPECT_EQ(turn.of("close_stream").size(), 1U);
  host.fire_next_timer();
  EXPECT_EQ(host.streams().size(), 1U);
}

TEST_F(ConnectionTest, needs_a_login_where_none_is_configured_and_opens_nothing) {
  host.secrets = {};
  EXPECT_EQ(host.start().one("health").at("state"), "needs_login");
  EXPECT_TRUE(host.streams().empty());
}

TEST_F(ConnectionTest, stays_away_where_another_node_has_the_lead) {
  host.is_lead = false;
  EXPECT_TRUE(host.start().effects.empty());
}

TEST_F(ConnectionTest, gives_signs_of_life) {
  log_in();
  host.take_sent("ami");
  for (int time = 0; time < 3; ++time) {
    host.advance(30s);
    EXPECT_THAT(host.take_sent("ami"), HasSubstr("Action: Ping"));
    EXPECT_TRUE(host.stream("ami", answer("ping", "Response: Success", "Ping: Pong")).accepted("ignored").empty());
  }
}

TEST_F(ConnectionTest, ends_what_vanished_and_takes_up_what_was_found_after_a_gap_and_records_it) {
  log_in();
  host.stream("ami", joined("1.1") + joined("1.2") + joined("1.3") + connected("1.3"));
  host.advance(10s);
  host.close_stream("ami", "cut");
  host.advance(60s);
  const auto rows = [&] {
    const std::string found = channel_row("1.2", "Queue", "up112,t", "b1") +
                              wire("Event: CoreShowChannel\nActionID: " + id("channels") +
                                   "\nChannel: PJSIP/agent5-00000011\nUniqueid: 7.7\nBridgeId: b1\nChannelState: 6") +
                              channel_row("1.3") + channel_row("1.4") + channel_row("1.5") + channel_row("8.8", "Dial", "PJSIP/x") + entry_row("1.4");
    return found;
  };
  const auto turn = log_in_again(rows);
  EXPECT_THAT(told(turn), UnorderedElementsAre("ended  lost_in_gap", "answered PJSIP/agent5 taken_up", "waiting  taken_up", "answered  taken_up"));
  for (const auto& call : turn.accepted("calls")) EXPECT_EQ(call.at("gap"), true);
  EXPECT_EQ(turn.one("log").at("code"), "gap");
  EXPECT_THAT(std::string(turn.one("log").at("text").as_string().c_str()), HasSubstr("1 ended unseen, 3 taken up"));
  EXPECT_THAT(host.saved().at("gaps"), HasSubstr("1 ended unseen"));
  EXPECT_THAT(told(host.stream("ami", hung_up("1.5"))), ElementsAre("ended  hung_up"));
}

TEST_F(ConnectionTest, does_not_judge_by_a_list_what_events_told_meanwhile) {
  log_in();
  host.stream("ami", joined("1.1"));
  host.close_stream("ami", "cut");
  host.fire_next_timer();
  ++connections;
  host.open_stream("ami");
  host.stream("ami", answer("challenge", "Response: Success", "Challenge: 1"));
  host.stream("ami", answer("login", "Response: Success", "Message: Authentication accepted"));
  host.stream("ami", channel_row("1.1") + channel_row("2.2") + joined("3.3") + hung_up("1.1"));
  const auto turn = host.stream("ami", lists_with());
  EXPECT_THAT(told(turn), ElementsAre("answered  taken_up")) << "2.2 was found; 3.3 joined later, 1.1 ended later";
}

TEST_F(ConnectionTest, knows_after_a_restart_which_calls_the_kernel_has) {
  const boost::json::array known{
      boost::json::object{{"call_id", "1.1"}, {"sequence", 9'000'000'000'000'000}, {"state", "answered"}, {"to", "up112"}, {"agent", "agent7"}},
      boost::json::object{{"call_id", "1.2"}, {"sequence", 5}, {"state", "waiting"}, {"to", "up112"}, {"agent", ""}}};
  host.start({{"calls", known}});
  const auto turn = log_in([&] { return channel_row("1.1"); });
  EXPECT_THAT(told(turn), ElementsAre("ended  lost_in_gap"));
  EXPECT_GT(turn.accepted("calls").at(0).at("sequence").as_int64(), 9'000'000'000'000'000) << "also where the clock stepped back";
  EXPECT_THAT(told(host.stream("ami", hung_up("1.1"))), ElementsAre("ended  hung_up"));
}

TEST_F(ConnectionTest, starts_anew_where_the_lists_do_not_come) {
  host.start();
  ++connections;
  host.open_stream("ami");
  host.stream("ami", answer("challenge", "Response: Success", "Challenge: 1"));
  host.stream("ami", answer("login", "Response: Success", "Message: Authentication accepted"));
  host.advance(31s);
  EXPECT_TRUE(host.has_pending());
  EXPECT_EQ(host.timers().count("lists"), 0U);
  EXPECT_EQ(host.timers().count("ami") + host.streams().size(), host.streams().empty() ? 1U : 2U);
}

TEST_F(ConnectionTest, says_where_it_may_not_ask_what_is_there) {
  host.start();
  ++connections;
  host.open_stream("ami");
  host.stream("ami", answer("challenge", "Response: Success", "Challenge: 1"));
  host.stream("ami", answer("login", "Response: Success", "Message: Authentication accepted"));
  const auto turn = host.stream("ami", answer("channels", "Response: Error", "Message: Permission denied"));
  EXPECT_EQ(turn.one("health").at("part"), "resync");
  EXPECT_EQ(turn.one("health").at("state"), "degraded");
  EXPECT_THAT(told(host.stream("ami", joined("1.1"))), ElementsAre("waiting  "));
}

TEST_F(ConnectionTest, always_has_something_pending_whatever_the_exchange_does) {
  host.start();
  std::uint32_t random = 11;
  for (int step = 0; step < 4'000; ++step) {
    random = random * 1'664'525U + 1'013'904'223U;
    const bool has_stream = host.streams().contains("ami");
    testing::Turn turn;
    switch ((random >> 16) % 9) {
      case 0:
        if (has_stream) turn = host.open_stream("ami");
        break;
      case 1:
        if (has_stream) turn = host.close_stream("ami", "cut");
        break;
      case 2: turn = host.stream("ami", "<html>502 Bad Gateway</html>\r\n\r\n"); break;
      case 3:
        for (int connection = 1; connection < 400; connection += 7)
          turn = host.stream("ami", wire("Response: Success\nActionID: challenge-" + std::to_string(connection) + "\nChallenge: 5"));
        break;
      case 4: turn = host.stream("ami", wire("Response: Success\nActionID: login-" + std::to_string(random % 9) + "\nMessage: ok")); break;
      case 5: turn = host.stream("ami", wire("Response: Error\nMessage: no")); break;
      case 6:
        if (!host.timers().empty()) turn = host.fire_next_timer();
        break;
      case 7: turn = host.stream("ami", joined(std::to_string(random % 50) + ".1") + hung_up(std::to_string(random % 49) + ".1")); break;
      default: host.start();
    }
    ASSERT_FALSE(turn.has_failed) << turn.problem;
    ASSERT_TRUE(host.has_pending()) << "at step " << step;
  }
}

TEST_F(ConnectionTest, refuses_values_that_would_slip_in_an_action) {
  host.config["username"] = "seva\r\nAction: Originate";
  host.start();
  ++connections;
  host.open_stream("ami");
  host.take_sent("ami");
  const auto turn = host.stream("ami", answer("challenge", "Response: Success", "Challenge: 1"));
  EXPECT_THAT(host.take_sent("ami"), IsEmpty());
  EXPECT_EQ(turn.of("close_stream").size(), 1U);
}

}  // namespace
}  // namespace seva::dial100
