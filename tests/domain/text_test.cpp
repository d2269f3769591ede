#include <gtest/gtest.h>

#include "domain/addressing.hpp"
#include "domain/message.hpp"
#include "domain/unicode.hpp"

namespace seva::domain {
namespace {

TEST(Unicode, knows_well_formed_text) {
  EXPECT_TRUE(is_utf8("plain"));
  EXPECT_TRUE(is_utf8("हज़रतगंज 😀"));
  for (const char* wrong : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe0\xa4"}) EXPECT_FALSE(is_utf8(wrong));
}

TEST(Unicode, composes_to_one_form) {
  EXPECT_EQ(to_nfc("e\u0301"), "\u00e9");
  EXPECT_EQ(to_nfc("\u0958"), "\u0915\u093c");  // the composed form is excluded from composition
  const std::string already = to_nfc("सड़क");
  EXPECT_EQ(to_nfc(already), already);
}

TEST(Unicode, tells_the_script_to_answer_in) {
  EXPECT_TRUE(is_mostly_devanagari("मेरा फ़ोन चोरी हो गया @Uppolice"));
  EXPECT_FALSE(is_mostly_devanagari("mera phone chori ho gaya"));
  EXPECT_FALSE(is_mostly_devanagari(""));
}

TEST(FirstLine, is_one_line_and_never_cuts_a_code_point) {
  EXPECT_EQ(first_line("  two\n\nlines\t here "), "two lines here");
  std::string long_text;
  for (int letter = 0; letter < 500; ++letter) long_text += "क";
  EXPECT_EQ(first_line(long_text).size(), 140U * 3);
  EXPECT_TRUE(is_utf8(first_line(long_text)));
}

Instance two_offices() {
  Instance instance;
  instance.units = *UnitTree::build({{"HQ", "", "hq", {}, {}}, {"D1", "HQ", "district", {}, {}}});
  instance.accounts = {{"x", "Headquarters", false, "HQ", "police", AccountMode::live, false},
                       {"x", "DistrictOne", false, "D1", "police", AccountMode::live, false},
                       {"x", "Seva", true, "HQ", "police", AccountMode::live, false},
                       {"x", "placeholder-two", false, "D1", "police", AccountMode::off, true}};
  instance.index_accounts();
  return instance;
}

Message naming(std::vector<std::string> mentions, std::vector<std::string> hashtags = {}) {
  Message message;
  message.channel = "x";
  message.mentions = std::move(mentions);
  message.hashtags = std::move(hashtags);
  return message;
}

TEST(Addressing, finds_our_accounts_whatever_their_case_most_specific_last) {
  const Instance instance = two_offices();
  const Addressing addressing = addressing_of(naming({"DISTRICTONE", "headquarters", "headquarters"}, {"SEVA"}), instance);
  ASSERT_EQ(addressing.ours.size(), 3U);
  EXPECT_EQ(addressing.ours.back()->handle, "DistrictOne");
  EXPECT_FALSE(addressing.names_others);
}

TEST(Addressing, tells_posts_for_other_bodies) {
  const Instance instance = two_offices();
  EXPECT_TRUE(addressing_of(naming({"OtherOffice"}), instance).names_others);
  EXPECT_FALSE(addressing_of(naming({"OtherOffice", "Headquarters"}), instance).names_others);
  EXPECT_FALSE(addressing_of(naming({}, {"whatever"}), instance).names_others);
  EXPECT_TRUE(addressing_of(naming({"placeholder-two"}), instance).ours.empty());
}

}  // namespace
}  // namespace seva::domain
