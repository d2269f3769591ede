#include "domain/written_time.hpp"

#include <gtest/gtest.h>

namespace seva::domain {
namespace {

using namespace std::chrono_literals;

constexpr Instant kWrittenMoment = std::chrono::sys_days{std::chrono::year{2026} / 1 / 5} + 6h + 10min;

TEST(WrittenTime, is_read_as_it_was_written) {
  for (const Instant instant : {kWrittenMoment, kWrittenMoment + 1us, kWrittenMoment + 999'999us, Instant{}, Instant{-1us}})
    EXPECT_EQ(time_from(written_time(instant), {}), instant) << written_time(instant);
  EXPECT_EQ(written_time(kWrittenMoment), "2026-01-05T06:10:00Z");
}

TEST(WrittenTime, of_other_systems_is_read_with_the_offset_that_holds) {
  const TimeForm india{"", 330min};
  EXPECT_EQ(time_from("2026-01-05 11:40", india), kWrittenMoment);
  EXPECT_EQ(time_from("2026-01-05T11:40:00.5", india), kWrittenMoment + 500ms);
  EXPECT_EQ(time_from("2026-01-05T06:10:00Z", india), kWrittenMoment) << "its own offset comes first";
  EXPECT_EQ(time_from("2026-01-05T11:40:00+05:30", {}), kWrittenMoment);
  EXPECT_EQ(time_from("2026-01-05", {}), kWrittenMoment - 6h - 10min);
  EXPECT_EQ(time_from("05/01/2026 11:40", {"%d/%m/%Y %H:%M", 330min}), kWrittenMoment);
  EXPECT_EQ(time_from("Mon, 05 Jan 2026 11:40:00 +0530", {"%a, %d %b %Y %H:%M:%S %z", 0min}), kWrittenMoment);
}

TEST(WrittenTime, that_is_none_is_not_guessed) {
  for (const char* wrong : {"", "yesterday", "2026-13-01", "2026-02-31", "2026-01-05T25:00:00Z", "2026-01-05T06:61:00Z",
                            "2026-01-05T06:10:00Z and more", "2026-1-5", "05.01.2026", "2026-01-05T06:10:00+99:00"})
    EXPECT_FALSE(time_from(wrong, {})) << wrong;
  EXPECT_FALSE(time_from("31/02/2026 10:00", {"%d/%m/%Y %H:%M", 0min}));
  EXPECT_FALSE(time_from(std::string(1'000'000, '1'), {}));
  EXPECT_EQ(offset_from("-03:00"), -180min);
  for (const char* wrong : {"", "5:30", "+15:00", "+05:60", "IST"}) EXPECT_FALSE(offset_from(wrong)) << wrong;
}

}  // namespace
}  // namespace seva::domain
