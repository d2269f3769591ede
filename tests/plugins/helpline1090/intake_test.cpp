#include <gtest/gtest.h>

#include "charset.hpp"
#include "fields.hpp"
#include "plugin.hpp"
#include "sms.hpp"
#include "telephone.hpp"

namespace seva::helpline1090 {
namespace {

int status_of(const testing::Turn& turn) { return static_cast<int>(turn.one("respond").at("status").as_int64()); }

TEST(Intake, takes_an_sms_as_a_private_message_of_her_number) {
  Line line;
  const auto turn =
      line.sms("id=2ac71816-4a1b-45d6-b5c7-9336da937553&from=910000012345&to=1090&text=help+me%2C+please&charset=UTF-8&coding=0&time=1767594500");
  const auto message = only_message(turn);
  EXPECT_EQ(text_in(message, "source_id"), "sms-2ac71816-4a1b-45d6-b5c7-9336da937553");
  EXPECT_EQ(text_in(message, "text"), "help me, please");
  EXPECT_EQ(text_in(message.at("author").as_object(), "id"), "+910000012345");
  EXPECT_EQ(text_in(message, "thread"), "+910000012345");
  EXPECT_EQ(message.at("to").as_array().at(0).as_string(), "1090");
  EXPECT_TRUE(message.at("private").as_bool());
  EXPECT_EQ(message.at("sent_at").as_int64(), 1'767'594'500'000'000);
  EXPECT_EQ(status_of(turn), 200);
  EXPECT_EQ(turn.one("respond").contains("body") ? turn.one("respond").at("body").as_string() : "", "") << "Kannel would send a body to her";
  EXPECT_TRUE(turn.of("log").empty());
}

TEST(Intake, reads_hindi_in_utf_8_and_in_ucs_2) {
  Line line;
  EXPECT_EQ(
      text_in(only_message(line.sms("id=a1&from=910000012345&to=1090&text=%E0%A4%A8%E0%A4%AE%E0%A4%B8%E0%A5%8D%E0%A4%A4%E0%A5%87&charset=UTF-8")),
              "text"),
      "नमस्ते");
  EXPECT_EQ(
      text_in(only_message(line.sms("id=a2&from=910000012345&to=1090&text=%09(%09.%098%09M%09%24%09G%00+%00A&coding=2&charset=UTF-16BE")), "text"),
      "नमस्ते A");
  EXPECT_EQ(text_in(only_message(line.sms("id=a3&from=910000012345&to=1090&text=%09(%09.&coding=2")), "text"), "नम") << "the coding says it";
}

TEST(Intake, reads_a_post_with_the_text_as_its_body) {
  Line line;
  const auto turn = line.host.webhook({{"tag", "w"},
                                       {"method", "POST"},
                                       {"url", "https://seva.example/channels/helpline1090/sms/token-now?id=b1&smsc=FAKE"},
                                       {"path", "/sms/token-now"},
                                       {"query", boost::json::object{}},
                                       {"headers",
                                        {{"content-type", "text/plain; charset=\"UTF-8\""},
                                         {"x-kannel-from", "910000012345"},
                                         {"x-kannel-to", "1090"},
                                         {"x-kannel-coding", "0"},
                                         {"x-kannel-time", "2026-01-05 06:29:00"}}}},
                                      "मदद करें");
  const auto message = only_message(turn);
  EXPECT_EQ(text_in(message, "source_id"), "sms-b1");
  EXPECT_EQ(text_in(message, "text"), "मदद करें");
  EXPECT_EQ(message.at("sent_at").as_int64(), to_micros(*parse_rfc3339("2026-01-05T06:29:00Z")));
}

TEST(Intake, knows_the_same_message_again_also_without_an_id) {
  Line line;
  const std::string query = "from=910000012345&to=1090&text=help&time=1767594500";
  const std::string first = text_in(only_message(line.sms(query)), "source_id");
  EXPECT_EQ(first, text_in(only_message(line.sms(query)), "source_id"));
  EXPECT_NE(first, text_in(only_message(line.sms(query + "&text=x&from=910000099999")), "source_id").substr(0, 3));
  EXPECT_EQ(first.find("12345"), std::string::npos) << "no id holds the number";
  EXPECT_EQ(text_in(only_message(line.sms("id=../../" + query.substr(0, 0) + "&" + query)), "source_id"), first)
      << "an id of odd letters counts for nothing";
}

TEST(Intake, refuses_every_other_token) {
  Line line;
  for (const char* path : {"/sms/token-nov", "/sms/", "/sms", "/sms/token-now2", "/sms/token", "/", "/sms/token-now/x", "//", ""}) {
    const auto turn = line.get(path, "id=c1&from=910000012345&to=1090&text=help");
    EXPECT_EQ(status_of(turn), 401) << path;
    EXPECT_TRUE(turn.of("accept").empty()) << path;
  }
  EXPECT_EQ(status_of(line.get("/sms/token-before", "id=c1&from=910000012345&to=1090&text=help")), 200) << "while it is being changed";
  EXPECT_EQ(status_of(line.get("/other/token-now", "")), 404);
  EXPECT_EQ(status_of(line.sms("id=c1&to=1090&text=help")), 400);
}

TEST(Intake, is_closed_without_a_token) {
  testing::FakeHost host(seva_plugin_v1);
  EXPECT_EQ(text_in(host.start().of("health").at(0), "state"), "needs_login");
  const auto turn = host.webhook({{"tag", "w"},
                                  {"method", "GET"},
                                  {"url", "http://h/sms/?from=1"},
                                  {"path", "/sms/"},
                                  {"query", boost::json::object{}},
                                  {"headers", boost::json::object{}}},
                                 "");
  EXPECT_EQ(status_of(turn), 401);
}

TEST(Intake, lets_services_and_empty_messages_be) {
  Line line;
  EXPECT_EQ(line.sms("id=d1&from=AX-OFFERS&to=1090&text=sale").accepted("ignored").size(), 1U);
  EXPECT_EQ(line.sms("id=d2&from=121&to=1090&text=balance").accepted("ignored").size(), 1U);
  EXPECT_EQ(line.sms("id=d3&from=910000012345&to=1090&text=++%0A").accepted("ignored").size(), 1U);
}

TEST(Intake, joins_the_parts_of_a_long_message_in_whatever_order) {
  Line line;
  const auto part = [](const std::string& id, const std::string& number, const std::string& text) {
    return "id=" + id + "&from=910000012345&to=1090&text=" + text + "&udh=%05%00%03%AA%02%0" + number;
  };
  const auto second = line.sms(part("e2", "2", "second"));
  EXPECT_EQ(second.accepted("ignored").size(), 1U);
  EXPECT_EQ(second.of("save").size(), 1U) << "what was acknowledged outlives the process";
  EXPECT_EQ(line.sms(part("e2", "2", "second")).accepted("messages").size(), 0U) << "a repeated part changes nothing";
  line.host.start();
  EXPECT_EQ(text_in(only_message(line.sms(part("e1", "1", "first+"))), "text"), "first second");
  EXPECT_EQ(line.sms(part("e1", "1", "first+")).accepted("messages").size(), 0U) << "nor after it was handed on";
}

TEST(Intake, hands_on_what_stays_incomplete) {
  Line line;
  line.sms("id=f1&from=910000012345&to=1090&text=%09(&coding=2&udh=%06%08%04%01%02%03%02");
  const auto turns = line.host.advance(std::chrono::minutes{3});
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_EQ(text_in(only_message(turns[0]), "text"), "न");
  EXPECT_FALSE(line.host.has_pending());
}

TEST(Intake, reads_whatever_comes_without_failing) {
  Line line;
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) {
    constexpr const char* kHex = "0123456789ABCDEF";
    every_byte += std::string("%") + kHex[byte >> 4] + kHex[byte & 15];
  }
  for (const std::string& charset : {std::string("UTF-8"), std::string("UTF-16BE"), std::string("UTF-16LE"), std::string("ISO-8859-1"),
                                     std::string("%00%FF"), std::string(500, 'x')})
    for (const std::string& udh : {std::string(""), every_byte, std::string("%FF"), std::string("%05%00%03"), std::string("%05%00%FF%01%02%03")}) {
      const auto turn = line.sms("id=g1&from=910000012345&to=" + every_byte + "&text=" + every_byte + "&charset=" + charset + "&udh=" + udh +
                                 "&time=" + every_byte);
      EXPECT_FALSE(turn.has_failed) << turn.problem;
    }
  const auto long_one = line.host.webhook({{"tag", "w"},
                                           {"method", "POST"},
                                           {"url", "http://h/sms/token-now?id=g2"},
                                           {"path", "/sms/token-now"},
                                           {"query", boost::json::object{}},
                                           {"headers", {{"x-kannel-from", "910000012345"}}}},
                                          std::string(1'000'000, 'a'));
  EXPECT_FALSE(long_one.has_failed);
  EXPECT_EQ(line.sms("id=g3&from=910000012345%0D%0AX-Evil:1&to=1090&text=x").accepted("ignored").size(), 1U);
}

TEST(Intake, replays_recorded_requests) {
  Line line;
  const auto turn = line.host.stream("replay",
                                     "GET /sms?id=1&from=910000012345&to=1090&text=help&charset=UTF-8&time=1767500000\r\n"
                                     "\n"
                                     "nonsense\n"
                                     "GET /sms?id=2&to=1090&text=help\n");
  EXPECT_EQ(only_message(turn).at("sent_at").as_int64(), 1'767'500'000'000'000);
  EXPECT_EQ(turn.accepted("unreadable").size(), 2U);
}

TEST(Telephone, is_written_in_one_way) {
  for (const char* written : {"+915550001234", "915550001234", "5550001234", "05550001234", "+91 55500-01234", "00915550001234"})
    EXPECT_EQ(person_number(written, "91").value_or("none"), std::string("+915550001234")) << written;
  EXPECT_EQ(person_number("+447700900123", "91").value_or("none"), "+447700900123");
  for (const char* none : {"", "1090", "121", "AX-OFFERS", "+", "12345678901234567", "+91+5550001234", "55500\r\n01234", "५५५०००१२३४"})
    EXPECT_FALSE(person_number(none, "91")) << none;
}

TEST(PartNumber, is_read_from_both_kinds_of_reference) {
  using namespace std::string_view_literals;
  EXPECT_EQ(read_part_number("\x05\x00\x03\xAA\x02\x01"sv)->total, 2U);
  EXPECT_EQ(read_part_number("\x06\x08\x04\x01\x02\x03\x02"sv)->reference, 0x0102U);
  EXPECT_EQ(read_part_number("\x0B\x05\x04\x01\x02\x03\x04\x00\x03\xAA\x02\x02"sv)->number, 2U) << "behind another element";
  for (const auto damaged : {""sv, "\x05"sv, "\x05\x00\x03\xAA\x02"sv, "\x05\x00\x03\xAA\x02\x03"sv, "\x05\x00\x03\xAA\x01\x01"sv,
                             "\x05\x00\x03\xAA\x02\x00"sv, "\x05\x00\xFF\xAA\x02\x01"sv})
    EXPECT_FALSE(read_part_number(damaged));
}

TEST(Charset, knows_what_the_gsm_alphabet_carries) {
  EXPECT_TRUE(fits_gsm_alphabet("Your number is UPP-7K3M9-Q2XVA-4. @ {}"));
  EXPECT_FALSE(fits_gsm_alphabet("आपकी संख्या"));
  EXPECT_FALSE(fits_gsm_alphabet("`"));
}

TEST(Charset, joins_surrogates_and_replaces_lonely_ones) {
  using namespace std::string_view_literals;
  EXPECT_EQ(to_utf8("\xD8\x3D\xDE\x00"sv, "UTF-16BE"), "😀");
  EXPECT_EQ(to_utf8("\x3D\xD8\x00\xDE"sv, "utf-16le"), "😀");
  EXPECT_EQ(to_utf8("\xD8\x3D\x00\x41\x00"sv, "UCS-2"),
            "\xEF\xBF\xBD"
            "A"
            "\xEF\xBF\xBD");
  EXPECT_EQ(to_utf8("a\r\nb\x01\x7F"sv, "UTF-8"), "a\nb  ");
  EXPECT_EQ(to_utf8("\xE9"sv, "ISO-8859-1"), "é");
}

TEST(FormFields, takes_the_first_of_a_name_and_leaves_bad_escapes) {
  const auto fields = read_fields("a=1&a=2&b=%4&c=%zz&d=x+y&=z&e&f=%00");
  EXPECT_EQ(value_of(fields, "a"), "1");
  EXPECT_EQ(value_of(fields, "b"), "%4");
  EXPECT_EQ(value_of(fields, "c"), "%zz");
  EXPECT_EQ(value_of(fields, "d"), "x y");
  EXPECT_EQ(value_of(fields, "f"), std::string_view("\0", 1));
  EXPECT_LE(read_fields(std::string(100'000, '&')).size(), 100U);
}

}  // namespace
}  // namespace seva::helpline1090
