#include "text.hpp"

#include <gtest/gtest.h>

namespace seva::twitter {
namespace {

using Words = std::vector<std::string>;

TEST(Text, undoes_each_entity_once) {
  EXPECT_EQ(without_entities("a &amp; b &lt;c&gt;"), "a & b <c>");
  EXPECT_EQ(without_entities("&amp;lt;"), "&lt;");
  EXPECT_EQ(without_entities("AT&T &copy; &amp"), "AT&T &copy; &amp");
  EXPECT_EQ(without_entities(""), "");
}

TEST(Text, finds_hashtags_and_handles_where_x_names_none) {
  EXPECT_EQ(hashtags_in("#one,#two# three#four #देरी। #a_1"), (Words{"one", "two", "देरी", "a_1"}));
  EXPECT_EQ(handles_in("@one.@two mail@three.in @toolonghandle_of16 @"), (Words{"one", "two"}));
}

TEST(Text, knows_our_reply_again) {
  EXPECT_TRUE(is_same_reply("@asha_k @ravi Done.", "Done."));
  EXPECT_TRUE(is_same_reply("Done, see https://t.co/x", "@asha_k Done, see https://example.in/long"));
  EXPECT_TRUE(is_same_reply(" Done  now\n", "Done now"));
  EXPECT_FALSE(is_same_reply("Done. UPP-1", "Done. UPP-2"));
  EXPECT_FALSE(is_same_reply("Done", "Done again"));
  EXPECT_FALSE(is_same_reply("Done @asha_k", "Done"));
}

TEST(Text, gives_no_language_where_x_knows_none) {
  EXPECT_EQ(language_tag("hi"), "hi");
  EXPECT_EQ(language_tag("in"), "id");
  for (const std::string_view none : {"und", "qme", "zxx", ""}) EXPECT_EQ(language_tag(none), "");
}

TEST(Text, reads_the_time_in_an_id) {
  EXPECT_EQ(time_of_id("1050118621198921728"), parse_rfc3339("2018-10-10T20:19:24.211Z"));
  for (const std::string_view id : {"", "77", "x", "1050118621198921728x", "99999999999999999999"}) EXPECT_FALSE(time_of_id(id)) << id;
}

}  // namespace
}  // namespace seva::twitter
