#include <gtest/gtest.h>

#include "plugin.hpp"

namespace seva::helpline1090 {
namespace {

std::string header(const boost::json::object& request, const char* name) { return text_in(request.at("headers").as_object(), name); }

/// What the receipt of a turn says: state, and the reason where there is one.
std::string told(const testing::Turn& turn) {
  const auto receipts = turn.of("receipt");
  if (receipts.size() != 1) return std::to_string(receipts.size()) + " receipts";
  const std::string reason = text_in(receipts[0], "reason");
  return text_in(receipts[0], "state") + (reason.empty() ? "" : " " + reason);
}

TEST(Sending, keeps_number_and_text_out_of_the_address) {
  Line line;
  line.deliver("77", "Your number is UPP-7K3M9-Q2XVA-4.");
  const auto& request = line.host.request();
  EXPECT_EQ(text_in(request, "method"), "POST");
  EXPECT_EQ(text_in(request, "url"), "http://127.0.0.1:13013/cgi-bin/sendsms");
  EXPECT_EQ(header(request, "x-kannel-to"), "+910000012345");
  EXPECT_EQ(header(request, "x-kannel-from"), "1090");
  EXPECT_EQ(header(request, "x-kannel-coding"), "0");
  EXPECT_EQ(header(request, "x-kannel-dlr-mask"), "31");
  EXPECT_EQ(header(request, "x-kannel-dlr-url"), "https://seva.example/channels/helpline1090/report/token-now?d=77&s=%d");
  EXPECT_EQ(text_in(request, "body"), "Your number is UPP-7K3M9-Q2XVA-4.");
}

TEST(Sending, sends_hindi_as_ucs_2) {
  Line line;
  line.deliver("77", "आपकी संख्या UPP-7K3M9-Q2XVA-4 है।");
  EXPECT_EQ(header(line.host.request(), "x-kannel-coding"), "2");
  EXPECT_EQ(header(line.host.request(), "content-type"), "text/plain; charset=UTF-8");
}

TEST(Sending, is_told_of_in_two_steps) {
  Line line;
  line.deliver("77", "x");
  const auto taken = line.host.answer(line.host.request_tag(), 202, "0: Accepted for delivery");
  EXPECT_EQ(told(taken), "sent");
  EXPECT_EQ(text_in(taken.of("receipt")[0], "sent_id"), "sms-sent-77");
  EXPECT_EQ(told(line.report("d=77&s=8")), "sent");
  EXPECT_EQ(told(line.report("d=77&s=1")), "delivered");
}

TEST(Sending, waits_in_the_gateways_queue) {
  Line line;
  line.deliver("77", "x");
  EXPECT_EQ(told(line.host.answer(line.host.request_tag(), 202, "3: Queued for later delivery")), "sent");
}

TEST(Sending, says_why_it_failed) {
  Line line;
  EXPECT_EQ(told(line.report("d=77&s=2")), "failed not_delivered");
  EXPECT_EQ(told(line.report("d=77&s=16")), "failed rejected");
  line.deliver("78", "x");
  EXPECT_EQ(told(line.host.answer(line.host.request_tag(), 400, "Empty receiver number not allowed, rejected")), "failed refused");
  line.deliver("79", "x");
  EXPECT_EQ(told(line.host.answer(line.host.request_tag(), 403, "Authorization failed for sendsms")), "retry needs_login");
  line.deliver("80", "x");
  EXPECT_EQ(told(line.host.answer(line.host.request_tag(), 503, "Temporal failure, try again later.")), "retry busy");
}

TEST(Sending, sends_again_at_once_what_surely_was_not_sent) {
  Line line;
  line.deliver("77", "x");
  EXPECT_EQ(told(line.host.lose(line.host.request_tag(), "unreachable", false)), "retry unreachable");
  line.deliver("77", "x", true);
  EXPECT_EQ(line.host.requests().size(), 1U);
}

TEST(Sending, waits_for_the_report_of_an_attempt_whose_outcome_nobody_knows) {
  Line line;
  line.deliver("77", "x");
  const auto lost = line.host.lose(line.host.request_tag(), "timeout", true);
  EXPECT_EQ(told(lost), "retry outcome_unknown");
  EXPECT_EQ(lost.of("receipt")[0].at("retry_after_ms").as_int64(), 600'000);
  EXPECT_EQ(told(line.report("d=77&s=1")), "delivered") << "the report settles it, and it is not sent again";
  EXPECT_TRUE(line.host.requests().empty());
}

TEST(Sending, sends_once_more_where_no_report_came_also_after_a_restart) {
  Line line;
  line.deliver("77", "x");
  line.host.lose(line.host.request_tag(), "timeout", true);
  line.host.start();
  line.deliver("77", "x", true);
  EXPECT_EQ(line.host.requests().size(), 1U);
}

TEST(Sending, waits_first_where_it_remembers_nothing_of_an_earlier_attempt) {
  Line line;
  EXPECT_EQ(told(line.deliver("77", "x", true)), "retry outcome_unknown");
  EXPECT_TRUE(line.host.requests().empty());
  line.deliver("77", "x", true);
  EXPECT_EQ(line.host.requests().size(), 1U);
}

TEST(Sending, counts_an_odd_answer_as_unknown) {
  Line line;
  line.deliver("77", "x");
  EXPECT_EQ(told(line.host.answer(line.host.request_tag(), 200, "<html>a proxy speaks</html>")), "retry outcome_unknown");
  line.deliver("78", "x");
  EXPECT_EQ(told(line.host.answer(line.host.request_tag(), 502, "")), "retry outcome_unknown");
}

TEST(Sending, takes_no_report_that_is_none) {
  Line line;
  for (const char* query : {"d=&s=1", "s=1", "d=77", "d=77&s=99", "d=7x&s=1", "d=-1&s=1", "d=77%0D%0A&s=1", "d=999999999999999999999999&s=1",
                            "d=0&s=8", "d=-7&s=8", "d=9223372036854775808&s=8"}) {
    const auto turn = line.report(query);
    EXPECT_EQ(turn.one("respond").at("status").as_int64(), 400) << query;
    EXPECT_TRUE(turn.of("receipt").empty()) << query;
  }
  EXPECT_EQ(line.get("/report/forged", "d=77&s=1").one("respond").at("status").as_int64(), 401);
}

TEST(Sending, refuses_what_could_break_out_of_a_header) {
  Line line;
  for (const char* to : {"+910000012345\r\nX-Kannel-To: +1", "", "somebody", "+91 0000 \n"}) {
    EXPECT_EQ(told(line.deliver("77", "x", false, to)), "failed bad_number") << to;
    EXPECT_TRUE(line.host.requests().empty());
  }
}

TEST(Sending, does_nothing_in_public) {
  Line line;
  const auto turn = line.host.send({{"type", "deliver"},
                                    {"delivery", "77"},
                                    {"account", "1090"},
                                    {"kind", "reply"},
                                    {"to", "+910000012345"},
                                    {"in_reply_to", "1"},
                                    {"text", "x"},
                                    {"attachments", boost::json::array{}},
                                    {"retry", false}});
  EXPECT_EQ(told(turn), "failed only_private");
}

TEST(Sending, says_what_is_missing) {
  testing::FakeHost host(seva_plugin_v1);
  host.secrets = {{"webhook_token", {"t"}}};
  const auto start = host.start();
  ASSERT_EQ(start.of("health").size(), 1U);
  EXPECT_EQ(text_in(start.of("health")[0], "part"), "sms");
  EXPECT_EQ(text_in(start.of("health")[0], "state"), "needs_login");
}

TEST(Sending, writes_no_secret_and_no_number_anywhere_but_into_the_request) {
  Line line;
  std::string seen = line.start.answer;
  seen += line.sms("id=1&from=910000012345&to=1090&text=&charset=UTF-8").answer;
  line.deliver("77", "x");
  seen += line.host.answer(line.host.request_tag(), 403, "Authorization failed for sendsms").answer;
  seen += line.report("d=77&s=1").answer;
  for (const char* hidden : {"password\"", "token-now", "12345"}) EXPECT_EQ(seen.find(hidden), std::string::npos) << hidden;
}

}  // namespace
}  // namespace seva::helpline1090
