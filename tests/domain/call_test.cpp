#include "domain/call.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "domain/phone_number.hpp"

namespace seva::domain {
namespace {

constexpr Instant kNoon = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{12};

CallFacts merged(const std::vector<CallUpdate>& updates) {
  CallFacts facts;
  for (const CallUpdate& update : updates) merge(facts, update);
  return facts;
}

/// Updates of one call with whatever fields, some with the same sequence, some of them nonsense.
std::vector<CallUpdate> random_updates(std::mt19937& random) {
  const auto below = [&](unsigned end) { return random() % end; };
  const auto text = [&](const char* kind) { return below(2) == 0 ? std::string{} : kind + std::to_string(below(4)); };
  std::vector<CallUpdate> updates(1 + below(7));
  for (CallUpdate& update : updates) {
    update.call_id = "c";
    update.sequence = 1 + below(5);
    update.state = static_cast<CallState>(1 + below(kCallStates));
    update.at = kNoon + std::chrono::seconds{below(60)};
    update.from = below(2) == 0 ? "" : "10000432" + std::to_string(10 + below(3));
    update.name = text("name");
    update.to = text("queue");
    update.agent = text("agent");
    update.reason = text("reason");
    update.recording = text("recording");
    if (below(3) == 0) update.location = Location{static_cast<double>(below(90)), static_cast<double>(below(180)), text("place")};
    update.is_gap = below(4) == 0;
  }
  return updates;
}

TEST(Call, IsTheSameInWhateverOrderItsUpdatesCome) {
  std::mt19937 random(7);
  for (int round = 0; round < 2'000; ++round) {
    std::vector<CallUpdate> updates = random_updates(random);
    const CallFacts expected = merged(updates);
    for (int shuffle = 0; shuffle < 6; ++shuffle) {
      std::shuffle(updates.begin(), updates.end(), random);
      ASSERT_EQ(merged(updates), expected) << "round " << round;
    }
  }
}

TEST(Call, IsTheSameHoweverOftenItsUpdatesCome) {
  std::mt19937 random(8);
  for (int round = 0; round < 1'000; ++round) {
    std::vector<CallUpdate> updates = random_updates(random);
    const CallFacts expected = merged(updates);
    const std::vector<CallUpdate> again(updates.begin(), updates.begin() + static_cast<std::ptrdiff_t>(random() % (updates.size() + 1)));
    updates.insert(updates.end(), again.begin(), again.end());
    std::shuffle(updates.begin(), updates.end(), random);
    ASSERT_EQ(merged(updates), expected) << "round " << round;
  }
}

TEST(Call, KeepsWhatALaterUpdateSaysNothingOf) {
  CallUpdate joined{.call_id = "c",
                    .sequence = 1,
                    .state = CallState::waiting,
                    .at = kNoon,
                    .from = "1000043210",
                    .name = "",
                    .to = "queue",
                    .agent = "",
                    .reason = "",
                    .recording = "",
                    .location = {}};
  CallUpdate over{.call_id = "c",
                  .sequence = 9,
                  .state = CallState::ended,
                  .at = kNoon + std::chrono::minutes{3},
                  .from = "",
                  .name = "",
                  .to = "",
                  .agent = "",
                  .reason = "hung_up",
                  .recording = "",
                  .location = {}};
  const CallFacts facts = merged({over, joined});
  EXPECT_EQ(facts.state.value, CallState::ended);
  EXPECT_EQ(facts.number.value, "+911000043210");
  EXPECT_EQ(facts.to.value, "queue");
  EXPECT_EQ(facts.first(CallState::waiting), kNoon);
  EXPECT_EQ(facts.last_at, over.at);
  EXPECT_FALSE(facts.first(CallState::answered));
}

TEST(PhoneNumber, IsTheSameHoweverItIsWritten) {
  for (const char* written : {"1000043210", "01000043210", "911000043210", "+911000043210", "00911000043210", "+91 10000-43210", " (0) 10000 43210"})
    EXPECT_EQ(dialled_number(written), "+911000043210") << written;
}

TEST(PhoneNumber, KeepsWhatItCannotReadAndKnowsWhatIsWithheld) {
  EXPECT_EQ(dialled_number("112"), "112");
  EXPECT_EQ(dialled_number("+442079460000"), "+442079460000");
  EXPECT_EQ(dialled_number("sip-phone-7"), "sip-phone-7");
  for (const char* withheld : {"", "  ", "<unknown>", "Anonymous", "private"}) EXPECT_EQ(dialled_number(withheld), "") << withheld;
}

}  // namespace
}  // namespace seva::domain
