#include "domain/docket.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

namespace seva::domain {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

TEST(Docket, reads_back_what_it_wrote) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 1'000; ++round) {
    const Docket docket = Docket::make("UPP", random());
    const auto read = Docket::parse("UPP", docket.text());
    ASSERT_TRUE(read) << docket.text();
    EXPECT_EQ(*read, docket);
  }
}

TEST(Docket, has_prefix_two_groups_and_a_check_symbol) {
  const std::string text = Docket::make("UPP", 0x123456789ABCD).text();
  EXPECT_EQ(text.size(), std::string("UPP-7K3M9-Q2XVA-4").size());
  EXPECT_EQ(text.substr(0, 4), "UPP-");
  EXPECT_EQ(text[9], '-');
  EXPECT_EQ(text[15], '-');
}

TEST(Docket, accepts_what_people_type) {
  const std::string text = Docket::make("UPP", 0).text();
  EXPECT_EQ(text, "UPP-00000-00000-0");
  for (const std::string typed : {"upp-00000-00000-0", "UPP00000000000", "upp ooooo OOOOO o", "UPP-0000000000-0"})
    EXPECT_TRUE(Docket::parse("UPP", typed)) << typed;
  const Docket one = Docket::make("UPP", 1);
  std::string typed = one.text();
  typed[4] = 'l';
  EXPECT_EQ(*Docket::parse("UPP", typed), one);
  typed[4] = 'I';
  EXPECT_EQ(*Docket::parse("UPP", typed), one);
}

TEST(Docket, catches_every_single_wrong_symbol) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 50; ++round) {
    const std::string right = Docket::make("UPP", random()).text();
    for (std::size_t place = 4; place < right.size(); ++place) {
      if (right[place] == '-') continue;
      for (const char other : kAlphabet) {
        if (other == right[place]) continue;
        std::string wrong = right;
        wrong[place] = other;
        EXPECT_FALSE(Docket::parse("UPP", wrong)) << right << " " << wrong;
      }
    }
  }
}

TEST(Docket, catches_every_two_symbols_that_changed_places) {
  std::mt19937_64 random(13);
  for (int round = 0; round < 200; ++round) {
    const std::string right = Docket::make("UPP", random()).text();
    for (std::size_t left = 4; left < right.size(); ++left)
      for (std::size_t other = left + 1; other < right.size(); ++other) {
        if (right[left] == '-' || right[other] == '-' || right[left] == right[other]) continue;
        std::string wrong = right;
        std::swap(wrong[left], wrong[other]);
        EXPECT_FALSE(Docket::parse("UPP", wrong)) << right << " " << wrong;
      }
  }
}

TEST(Docket, says_what_is_wrong) {
  EXPECT_EQ(Docket::parse("UPP", "DEL-00000-00000-0").error().code, "docket_invalid");
  EXPECT_FALSE(Docket::parse("UPP", ""));
  EXPECT_FALSE(Docket::parse("UPP", "UPP-00000-00000"));
  EXPECT_FALSE(Docket::parse("UPP", "UPP-0000U-00000-0"));
  EXPECT_FALSE(Docket::parse("UPP", std::string(100'000, '0')));
}

TEST(Docket, uses_all_fifty_bits) {
  std::set<std::string> seen;
  for (int bit = 0; bit < 50; ++bit) seen.insert(Docket::make("UPP", std::uint64_t{1} << bit).text());
  EXPECT_EQ(seen.size(), 50U);
}

TEST(Docket, is_found_in_a_text_as_people_write_it) {
  const std::string docket = Docket::make("UPP", 123'456'789'012'345).text();
  const std::string bare = "upp" + docket.substr(4, 5) + docket.substr(10, 5) + docket.substr(16);
  for (const std::string& text : {docket, "about " + docket + ".", "शिकायत " + docket + " पर क्या हुआ", bare + " please", "UPP " + docket.substr(4)}) {
    const auto found = dockets_in("UPP", text);
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_EQ(found[0].text(), docket);
  }
}

TEST(Docket, is_not_found_where_there_is_none) {
  const std::string docket = Docket::make("UPP", 42).text();
  std::string wrong = docket;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  for (const std::string& text :
       {wrong, "X" + docket, docket + "7", std::string("UPP"), std::string("UPP-"), docket.substr(0, docket.size() - 1), std::string()})
    EXPECT_TRUE(dockets_in("UPP", text).empty()) << text;
  EXPECT_LE(dockets_in("UPP", docket + " " + docket + " " + docket + " " + docket + " " + docket).size(), 4U);
}

}  // namespace
}  // namespace seva::domain
