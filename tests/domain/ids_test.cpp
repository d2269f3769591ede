#include "domain/ids.hpp"

#include <gtest/gtest.h>

#include <random>

namespace seva::domain {
namespace {

using std::chrono::milliseconds;
const Instant kMoment{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{12}};

TEST(Ids, rise_whatever_the_clock_does) {
  IdSequence ids(3);
  std::mt19937 random(5);
  std::int64_t last = 0;
  Instant now = kMoment;
  for (int round = 0; round < 100'000; ++round) {
    now += milliseconds{static_cast<int>(random() % 5) - 2};
    const std::int64_t id = ids.next(now);
    ASSERT_GT(id, last);
    last = id;
  }
}

TEST(Ids, rise_beyond_four_thousand_in_a_millisecond) {
  IdSequence ids(0);
  std::int64_t last = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::int64_t id = ids.next(kMoment);
    ASSERT_GT(id, last);
    last = id;
  }
}

TEST(Ids, go_on_above_what_is_stored_when_the_clock_was_set_back) {
  IdSequence before(0);
  const std::int64_t stored = before.next(kMoment);
  IdSequence after(0, stored);
  EXPECT_GT(after.next(kMoment - std::chrono::hours{5}), stored);
}

TEST(Ids, of_two_nodes_differ) {
  IdSequence left(1);
  IdSequence right(2);
  EXPECT_NE(left.next(kMoment), right.next(kMoment));
}

TEST(Ids, tell_when_they_were_made) {
  IdSequence ids(1023);
  EXPECT_EQ(made_at(ids.next(kMoment)), kMoment);
  EXPECT_GT(ids.next(kMoment), 0);
}

}  // namespace
}  // namespace seva::domain
