#include "seva/instant.hpp"

#include <gtest/gtest.h>

namespace seva {
namespace {

TEST(Instant, reads_rfc_3339) {
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00Z"), from_micros(0));
  EXPECT_EQ(parse_rfc3339("2018-10-10T20:19:24.000Z"), from_micros(1'539'202'764'000'000));
  EXPECT_EQ(parse_rfc3339("2018-10-10T20:19:24.1234567Z"), from_micros(1'539'202'764'123'456));
  EXPECT_EQ(parse_rfc3339("2018-10-11T01:49:24+05:30"), from_micros(1'539'202'764'000'000));
  EXPECT_EQ(parse_rfc3339("2018-10-10T15:19:24-05:00"), from_micros(1'539'202'764'000'000));
  EXPECT_EQ(parse_rfc3339("2024-02-29T00:00:00Z"), from_micros(1'709'164'800'000'000));
}

TEST(Instant, refuses_what_is_no_date) {
  for (const std::string_view text :
       {"", "2018", "2018-10-10", "2018-10-10T20:19:24", "2018-13-10T20:19:24Z", "2023-02-29T00:00:00Z", "2018-10-10T24:00:00Z",
        "2018-10-10T20:60:00Z", "2018-10-10T20:19:24.Z", "2018-10-10T20:19:24Zz", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+05:30",
        "4052-01-05T06:29:00Z", "-018-10-10T20:19:24Z", "2018-10-10T20:19:24+5:30"})
    EXPECT_FALSE(parse_rfc3339(text)) << text;
}

TEST(Instant, reads_the_dates_of_the_old_api) {
  EXPECT_EQ(parse_legacy_date("Wed Oct 10 20:19:24 +0000 2018"), from_micros(1'539'202'764'000'000));
  EXPECT_EQ(parse_legacy_date("Thu Oct 11 01:49:24 +0530 2018"), from_micros(1'539'202'764'000'000));
  for (const std::string_view text : {"", "Wed Oct 10", "Wed Okt 10 20:19:24 +0000 2018", "Wed Feb 30 20:19:24 +0000 2018", "2018-10-10T20:19:24Z"})
    EXPECT_FALSE(parse_legacy_date(text)) << text;
}

TEST(Instant, is_none_where_the_boundary_cannot_carry_it) {
  EXPECT_EQ(parse_rfc3339("2255-06-05T23:47:34.740991Z"), kLastInstant);
  EXPECT_FALSE(parse_rfc3339("2255-06-05T23:47:34.740992Z"));
  EXPECT_FALSE(parse_legacy_date("Wed Oct 10 20:19:24 +0000 2318"));
}

TEST(Instant, writes_what_it_reads) {
  EXPECT_EQ(to_rfc3339(from_micros(1'539'202'764'999'999)), "2018-10-10T20:19:24Z");
  EXPECT_EQ(to_rfc3339(from_micros(0)), "1970-01-01T00:00:00Z");
}

}  // namespace
}  // namespace seva
