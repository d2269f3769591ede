#include "domain/text_length.hpp"

#include <gtest/gtest.h>

namespace seva::domain {
namespace {

const LengthRule kRule{280, 2, {{0, 4351}, {8192, 8205}, {8208, 8223}, {8242, 8247}}, 23, 2};

std::size_t length(const std::string& text) { return weighted_length(text, kRule); }

TEST(TextLength, counts_letters_once_and_devanagari_by_code_point) {
  EXPECT_EQ(length(""), 0U);
  EXPECT_EQ(length("police"), 6U);
  EXPECT_EQ(length("लखनऊ"), 4U);
  EXPECT_EQ(length("क्ष"), 3U);
}

TEST(TextLength, counts_other_scripts_twice) { EXPECT_EQ(length("警察"), 4U); }

TEST(TextLength, counts_each_link_as_a_whole) {
  EXPECT_EQ(length("https://example.org/a/very/long/path?with=everything"), 23U);
  EXPECT_EQ(length("see http://a.in now"), 4U + 23U + 4U);
}

TEST(TextLength, counts_what_follows_a_link_as_text) {
  EXPECT_EQ(length("https://a.in/x."), 24U);
  EXPECT_EQ(length("(https://a.in/x)"), 25U);
  EXPECT_EQ(length("https://a.in/x। फिर"), 23U + 5U);
  EXPECT_EQ(length("HTTPS://A.IN/x"), 23U);
  EXPECT_EQ(length("t.co/abc"), 23U);
  EXPECT_EQ(length("that.co/abc"), 11U);
  EXPECT_EQ(length("xhttp://a.in"), 12U);
  EXPECT_EQ(length("क्षhttp://a.in"), 26U);
}

TEST(TextLength, counts_an_emoji_sequence_once) {
  EXPECT_EQ(length("😀"), 2U);
  EXPECT_EQ(length("👩‍👩‍👧‍👦"), 2U);
  EXPECT_EQ(length("👍🏽"), 2U);
  EXPECT_EQ(length("🇮🇳"), 2U);
  EXPECT_EQ(length("❤️"), 2U);
  EXPECT_EQ(length("1️⃣"), 2U);
  EXPECT_EQ(length("🏴󠁧󠁢󠁥󠁮󠁧󠁿"), 2U);
  EXPECT_EQ(length("😀😀"), 4U);
}

TEST(TextLength, composes_first) { EXPECT_EQ(length("e\u0301"), 1U); }

TEST(TextLength, counts_plainly_without_weights) { EXPECT_EQ(weighted_length("क😀", {160, 1, {}, 0, 0}), 2U); }

}  // namespace
}  // namespace seva::domain
