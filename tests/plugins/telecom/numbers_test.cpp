#include "numbers.hpp"

#include <gtest/gtest.h>

namespace {

using seva::telecom::NumberReader;
using seva::telecom::Numbers;

Numbers read(std::string_view text) {
  static NumberReader reader;
  static seva::text::Tokens tokens;
  Numbers numbers;
  tokens.read(text);
  reader.read(tokens, numbers);
  return numbers;
}

std::string pin_in(std::string_view text) {
  const Numbers numbers = read(text);
  return numbers.pins.empty() ? "" : numbers.pins.front().digits + (numbers.pins.front().is_called ? "!" : "");
}

// No telephone number below can exist: mobiles of the series 65 are given to nobody, and no subscriber's number begins with 0 or 1.

TEST(TelecomNumbers, TellAPinFromOtherSixDigits) {
  EXPECT_EQ(pin_in("Lucknow 226010"), "226010");
  EXPECT_EQ(pin_in("pin code 226010"), "226010!");
  EXPECT_EQ(pin_in("पिन २२६०१०"), "226010!");
  EXPECT_EQ(pin_in("Lucknow-226010"), "226010!");
  EXPECT_EQ(pin_in("PIN: 226 010"), "226010!");
  for (const char* none : {"OTP 226010", "otp is 226010", "Rs 226010", "₹226010", "226010 rupees", "complaint no 226010", "026010", "926010",
                           "2260101", "policy 226010", "खाता 226010"})
    EXPECT_EQ(pin_in(none), "") << none;
}

TEST(TelecomNumbers, ReadMobilesHoweverTheyAreWritten) {
  for (const char* text : {"6500000000", "+91 6500000000", "+91-65000-00000", "06500000000", "65000 00000", "६५००००००००", "call 6500000000."})
    EXPECT_EQ(read(text).mobile, "6500000000") << text;
  EXPECT_EQ(read("94150xxxxx").mobile, "94150");
  EXPECT_EQ(read("94150XXXXX").mobile, "94150");
  EXPECT_EQ(read("94150*****").mobile, "94150");
  for (const char* none : {"650000000", "65000000000", "5500", "4x speed", "2026"}) EXPECT_EQ(read(none).mobile, "") << none;
}

TEST(TelecomNumbers, ReadLandlinesWithTheirAreaCode) {
  EXPECT_EQ(read("0522-1000001").landline, "5221000001");
  EXPECT_EQ(read("(0522) 1000001").landline, "5221000001");
  EXPECT_EQ(read("0612 1000011").landline, "6121000011");
  EXPECT_EQ(read("01110000033").landline, "1110000033");
  EXPECT_EQ(read("STD code 0141").landline, "141");
  EXPECT_EQ(read("STD 0141").landline, "141");
  EXPECT_EQ(read("05542-10066").landline, "554210066");
  EXPECT_EQ(read("0141").landline, "");
}

TEST(TelecomNumbers, ReadNumbersOfArticlesAndCheckThem) {
  EXPECT_EQ(read("EE000001010IN").article, "EE000001010IN");
  EXPECT_EQ(read("ee000001010in").article, "EE000001010IN");
  EXPECT_EQ(read("EE 000001010 IN nahi mila").article, "EE000001010IN");
  EXPECT_TRUE(read("EE000001010IN").is_article_sound);
  EXPECT_FALSE(read("EE000001011IN").is_article_sound);
  // The example of the standard S10: the serial number 47312482 has the check digit 9.
  EXPECT_TRUE(seva::telecom::is_article_sound("RR473124829FI"));
  for (const char* none : {"EE000001010US", "E000001010IN", "EE00001010IN", "EE0000010100IN"}) EXPECT_EQ(read(none).article, "") << none;
}

TEST(TelecomNumbers, ReadTheNumberOfAnEarlierComplaint) {
  EXPECT_EQ(read("complaint no 10458821 closed").reference, "10458821");
  EXPECT_EQ(read("शिकायत संख्या १०४५८८२१").reference, "10458821");
  EXPECT_EQ(read("SR no SR1002003").reference, "sr1002003");
  EXPECT_EQ(read("complaint since 20 days").reference, "");
  EXPECT_EQ(read("10458821").reference, "");
}

TEST(TelecomNumbers, AreHiddenWhereverTheyStand) {
  const Numbers numbers = read("speed post EE000001010IN nahi mila");
  ASSERT_EQ(numbers.where.size(), 1U);
  std::vector<seva::Words> shown{{0, 34}};
  numbers.hide_in(shown);
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].offset + shown[0].size, 11U);
  EXPECT_EQ(shown[1].offset, 24U);
}

TEST(TelecomNumbers, StandForeignInput) {
  for (const std::string& text : {std::string("\xff\xfe 226010 \xc3"), std::string(5'000, '9'), std::string("0-0-0-0-0-0-0-0-0-0-0-0"),
                                  std::string("91 91 91 91 91 91 91 91"), std::string("EE IN"), std::string("@#₹-₹-₹"), std::string()})
    EXPECT_NO_THROW(static_cast<void>(read(text)));
}

}  // namespace
