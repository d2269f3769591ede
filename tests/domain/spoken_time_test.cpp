#include "domain/spoken_time.hpp"

#include <gtest/gtest.h>

namespace seva::domain {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Instant at(int day, int hour, int minute) {
  return std::chrono::sys_days{std::chrono::year{2026} / 11 / day} + hours{hour} + minutes{minute};
}

TEST(SpokenTime, says_the_wall_clock_of_the_place) {
  EXPECT_EQ(spoken_time(at(29, 0, 30), "Asia/Kolkata", "en"), "Sunday 29 November, 6 am");
  EXPECT_EQ(spoken_time(at(29, 0, 30), "Asia/Kolkata", "hi"), "रविवार 29 नवंबर, सुबह 6 बजे");
  EXPECT_EQ(spoken_time(at(21, 13, 12), "Asia/Kolkata", "hi"), "शनिवार 21 नवंबर, शाम 6:42 बजे");
  EXPECT_EQ(spoken_time(at(21, 18, 35), "Asia/Kolkata", "en"), "Sunday 22 November, 12:05 am");
  EXPECT_EQ(spoken_time(at(21, 6, 30), "Asia/Kolkata", "hi"), "शनिवार 21 नवंबर, दोपहर 12 बजे");
}

TEST(SpokenTime, knows_the_tz_database) {
  EXPECT_TRUE(is_time_zone("Asia/Kolkata"));
  EXPECT_FALSE(is_time_zone("Asia/Atlantis"));
  EXPECT_EQ(wall_time(at(1, 12, 0), "Europe/Berlin").hour, 13);
}

TEST(SpokenDuration, uses_two_units_at_most) {
  EXPECT_EQ(spoken_duration(hours{162} + minutes{5}, "en"), "6 days 18 hours");
  EXPECT_EQ(spoken_duration(hours{162}, "hi"), "6 दिन 18 घंटे");
  EXPECT_EQ(spoken_duration(hours{3} + minutes{27}, "en"), "3 hours 27 minutes");
  EXPECT_EQ(spoken_duration(minutes{1}, "en"), "1 minute");
  EXPECT_EQ(spoken_duration(std::chrono::seconds{20}, "en"), "less than a minute");
}

}  // namespace
}  // namespace seva::domain
