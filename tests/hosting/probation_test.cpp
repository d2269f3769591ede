#include "hosting/installed/probation.hpp"

#include <gtest/gtest.h>

namespace seva::hosting {
namespace {

using namespace std::chrono_literals;

const domain::Instant kBegan = domain::from_micros(1'700'000'000'000'000);

TEST(ProbationTest, ThirdCrashWithinTenMinutesIsOneTooMany) {
  Probation probation;
  probation.begin("p", kBegan);
  probation.note_crash("p", kBegan + 1s, "first");
  probation.note_crash("p", kBegan + 9min, "second");
  EXPECT_FALSE(probation.has_failed());
  probation.note_crash("p", kBegan + 10min, "third");
  EXPECT_TRUE(probation.has_failed());
  const auto failed = probation.take_failed();
  EXPECT_EQ(failed.at("p"), "third");
  EXPECT_FALSE(probation.has_failed()) << "it is told once";
  probation.note_crash("p", kBegan + 10min, "fourth");
  EXPECT_FALSE(probation.has_failed());
}

TEST(ProbationTest, LaterCrashesAndThoseOfVersionsThatReplacedNoneAreNotItsBusiness) {
  Probation probation;
  probation.begin("p", kBegan);
  for (int crash = 0; crash < 5; ++crash) probation.note_crash("p", kBegan + 11min, "late");
  for (int crash = 0; crash < 5; ++crash) probation.note_crash("q", kBegan + 1s, "never replaced");
  EXPECT_FALSE(probation.has_failed());
}

TEST(ProbationTest, QuarantineEndsItAtOnceAndANewerVersionBeginsAnew) {
  Probation probation;
  probation.begin("p", kBegan);
  probation.note_crash("p", kBegan + 1s, "first");
  probation.note_quarantine("p", kBegan + 1s, "quarantined");
  EXPECT_EQ(probation.take_failed().at("p"), "quarantined");
  probation.begin("p", kBegan + 1min);
  probation.note_crash("p", kBegan + 2min, "first of the next");
  probation.note_crash("p", kBegan + 2min, "second of the next");
  EXPECT_FALSE(probation.has_failed());
}

}  // namespace
}  // namespace seva::hosting
