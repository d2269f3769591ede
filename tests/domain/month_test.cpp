#include "domain/month.hpp"

#include <gtest/gtest.h>

#include "domain/written_time.hpp"

namespace seva::domain {
namespace {

TEST(Month, is_written_and_read_back_and_nothing_else_is_one) {
  EXPECT_EQ(month_from("2025-11"), (Month{2025, 11}));
  EXPECT_EQ(written_month({2025, 3}), "2025-03");
  for (const char* other : {"", "2025", "2025-13", "2025-00", "2025-1", "25-11-01", "2025/11", "2025-11-01", "２025-1", "-025-11"})
    EXPECT_FALSE(month_from(other)) << other;
}

TEST(Month, is_spoken_in_both_languages) {
  EXPECT_EQ(spoken_month({2025, 11}, "en"), "November 2025");
  EXPECT_EQ(spoken_month({2025, 11}, "hi"), "नवंबर 2025");
}

TEST(Month, is_counted_on_and_back_across_years) {
  EXPECT_EQ(later_by({2025, 12}, 1), (Month{2026, 1}));
  EXPECT_EQ(later_by({2026, 1}, -1), (Month{2025, 12}));
  EXPECT_EQ(later_by({2026, 3}, -27), (Month{2023, 12}));
}

TEST(Month, begins_at_the_midnight_of_its_place) {
  EXPECT_EQ(written_time(start_of_month({2025, 11}, "Asia/Kolkata")), "2025-10-31T18:30:00Z");
  EXPECT_EQ(written_time(start_of_month({2025, 11}, "UTC")), "2025-11-01T00:00:00Z");
  EXPECT_EQ(written_time(start_of_month({2025, 11}, "Pacific/Kiritimati")), "2025-10-31T10:00:00Z");
  EXPECT_EQ(written_time(start_of_month({2025, 11}, "Pacific/Pago_Pago")), "2025-11-01T11:00:00Z");
  for (const char* zone : {"Asia/Kolkata", "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"}) {
    const Instant start = start_of_month({2025, 11}, zone);
    EXPECT_EQ(month_of(start, zone), (Month{2025, 11})) << zone;
    EXPECT_EQ(month_of(start - std::chrono::microseconds{1}, zone), (Month{2025, 10})) << zone;
  }
}

}  // namespace
}  // namespace seva::domain
