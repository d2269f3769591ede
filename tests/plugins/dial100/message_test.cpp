#include "message.hpp"

#include <gtest/gtest.h>

#include <random>

#include "action.hpp"

namespace seva::dial100 {
namespace {

Message read(std::string_view part) {
  const auto message = Message::read(part);
  EXPECT_TRUE(std::holds_alternative<Message>(message));
  return std::holds_alternative<Message>(message) ? std::get<Message>(message) : Message{};
}

std::string problem(const std::string& part) {
  const auto message = Message::read(part);
  return std::holds_alternative<std::string_view>(message) ? std::string(std::get<std::string_view>(message)) : "";
}

TEST(Message, holds_headers_whose_names_know_no_case) {
  const Message message = read("Event: Hangup\r\nUniqueid:1.2\r\ncause-TXT:  Normal: clearing \r\nEmpty:\r\n\r\n");
  EXPECT_EQ(message.event(), "Hangup");
  EXPECT_EQ(message.get("UNIQUEID"), "1.2");
  EXPECT_EQ(message.get("Cause-txt"), "Normal: clearing");
  EXPECT_EQ(message.get("Empty"), "");
  EXPECT_EQ(message.get("Absent"), "");
}

TEST(Message, takes_unknown_for_absent) { EXPECT_EQ(read("Event: X\r\nCallerIDNum: <unknown>\r\n\r\n").get("CallerIDNum"), ""); }

TEST(Message, keeps_the_second_leg_apart_by_its_prefix) {
  const Message message = read("Event: DialBegin\r\nUniqueid: 1\r\nDestUniqueid: 2\r\n\r\n");
  EXPECT_EQ(message.get("Uniqueid"), "1");
  EXPECT_EQ(message.get("DestUniqueid"), "2");
}

TEST(Message, passes_over_the_greeting_that_no_blank_line_ends) {
  EXPECT_EQ(read("Asterisk Call Manager/2.10.6\r\nResponse: Success\r\n\r\n").get("Response"), "Success");
  EXPECT_TRUE(read("Asterisk Call Manager/2.10.6\r\n").is_empty());
  EXPECT_EQ(problem("Event: X\r\nAsterisk Call Manager/2.10.6\r\n\r\n"), "not_ami");
}

TEST(Message, has_limits) {
  EXPECT_EQ(problem("A: " + std::string(1'021, 'x') + "\r\n\r\n"), "");
  EXPECT_EQ(problem("A: " + std::string(1'022, 'x') + "\r\n\r\n"), "line_too_long");
  std::string many;
  for (int header = 0; header < 128; ++header) many += "H" + std::to_string(header) + ": v\r\n";
  EXPECT_EQ(problem(many + "\r\n"), "");
  EXPECT_EQ(problem(many + "One: more\r\n\r\n"), "too_many_headers");
}

TEST(Message, refuses_what_is_no_header) {
  EXPECT_EQ(problem("HTTP/1.1 400 Bad Request\r\n\r\n"), "not_ami");
  EXPECT_EQ(problem(": no name\r\n\r\n"), "not_ami");
}

TEST(Message, survives_any_bytes) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 80, ' ');
    constexpr std::string_view kAlphabet =
        "\r\n: \0\xff"
        "aE";
    for (char& byte : bytes) byte = random() % 2 == 0 ? kAlphabet[random() % kAlphabet.size()] : static_cast<char>(random());
    const auto message = Message::read(bytes);
    const auto* sound = std::get_if<Message>(&message);
    EXPECT_LE(sound == nullptr ? 0 : sound->get("E").size(), bytes.size());
  }
}

TEST(Action, is_written_with_its_blank_line) {
  EXPECT_EQ(Action("Ping", "p-1").set("A", "b").text(), "Action: Ping\r\nActionID: p-1\r\nA: b\r\n\r\n");
}

TEST(Action, is_refused_where_a_value_would_slip_in_a_line) {
  for (const std::string& value : std::vector<std::string>{"x\r\nAction: Command", "x\ny", "x\ry", std::string("x\0y", 3), std::string(2'000, 'x')}) {
    EXPECT_FALSE(Action("Ping", "p-1").set("A", value).text());
    EXPECT_FALSE(Action("Ping", value).text());
  }
}

}  // namespace
}  // namespace seva::dial100
