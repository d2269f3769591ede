#include "hosting/network/stream_parts.hpp"

#include <gmock/gmock.h>

#include <random>

namespace seva::hosting {
namespace {

using ::testing::ElementsAre;

constexpr std::size_t kMost = 1'000;

std::vector<std::string> all(StreamParts& parts) { return parts.take(kMost, 1'000'000); }

TEST(StreamParts, AreTheSameWhereverTheNetworkBreaksThem) {
  const std::string bytes = "a: 1\r\nb: 2\r\n\r\n\r\n\r\nc: 3\r\r\n\n\r\n\r\n\nd";
  const std::vector<std::string> expected{"a: 1\r\nb: 2\r\n\r\n", "\r\n\r\n", "c: 3\r\r\n\n\r\n\r\n"};
  for (std::size_t first = 0; first <= bytes.size(); ++first)
    for (std::size_t second = first; second <= bytes.size(); ++second) {
      StreamParts parts("\r\n\r\n", 100);
      for (const auto& piece : {bytes.substr(0, first), bytes.substr(first, second - first), bytes.substr(second)}) ASSERT_TRUE(parts.add(piece));
      ASSERT_EQ(all(parts), expected) << first << " " << second;
      ASSERT_TRUE(parts.has_rest());
    }
}

TEST(StreamParts, ComeByteByByte) {
  StreamParts parts("\n", 100);
  for (const char byte : std::string("one\ntwo\n")) ASSERT_TRUE(parts.add({&byte, 1}));
  EXPECT_FALSE(parts.has_rest());
  EXPECT_THAT(all(parts), ElementsAre("one\n", "two\n"));
  EXPECT_FALSE(parts.has_parts());
}

TEST(StreamParts, ThatAreTooLongAreToldAndThoseBeforeAreKept) {
  StreamParts whole("\n", 5);
  EXPECT_TRUE(whole.add("1234\n"));
  EXPECT_FALSE(whole.add("12345\n"));
  EXPECT_THAT(all(whole), ElementsAre("1234\n"));
  StreamParts endless("\n", 5);
  EXPECT_TRUE(endless.add("a\n12345"));
  EXPECT_FALSE(endless.add("6"));
  EXPECT_THAT(all(endless), ElementsAre("a\n"));
}

TEST(StreamParts, AreTakenByNumberAndByBytesButNeverNone) {
  StreamParts parts("\n", 100);
  ASSERT_TRUE(parts.add("1\n22\n333\n4444\n"));
  EXPECT_EQ(parts.bytes(), 14U);
  EXPECT_THAT(parts.take(2, 100), ElementsAre("1\n", "22\n"));
  EXPECT_THAT(parts.take(10, 1), ElementsAre("333\n"));
  EXPECT_EQ(parts.bytes(), 5U);
  EXPECT_EQ(parts.count(), 1U);
}

}  // namespace
}  // namespace seva::hosting
