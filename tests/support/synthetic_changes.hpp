#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "actions/changes.hpp"
#include "domain/user.hpp"

namespace seva::testing {

/// Makes facts as intake would, the same for the same seed: synthetic citizens, texts in Hindi and English, every field filled.
class SyntheticChanges {
 public:
  explicit SyntheticChanges(std::uint64_t seed, std::int64_t first_id = 1'000'000) : random_(seed), next_id_(first_id) {}

  /// `messages` messages, each from somebody new, with a ticket, its event, a delivery, and the counts that follow.
  [[nodiscard]] actions::Changes intake_batch(std::size_t messages);

  [[nodiscard]] domain::Message message();
  [[nodiscard]] domain::Ticket ticket();
  [[nodiscard]] domain::Event event();
  [[nodiscard]] domain::TriageItem triage_item();
  [[nodiscard]] domain::Delivery delivery();
  /// Answered and over.
  [[nodiscard]] domain::CallSession call();
  [[nodiscard]] actions::DeadLetter dead_letter();
  [[nodiscard]] domain::User user();

  template <class Id>
  [[nodiscard]] Id id() {
    return Id{next_id_++};
  }
  [[nodiscard]] std::uint64_t below(std::uint64_t end) { return random_() % end; }
  [[nodiscard]] std::string unit() { return "UNIT-" + std::to_string(below(75)); }
  [[nodiscard]] domain::Instant instant() { return domain::from_micros(1'700'000'000'000'000 + static_cast<std::int64_t>(below(1'000'000'000'000))); }
  [[nodiscard]] std::string text(std::size_t words);

 private:
  [[nodiscard]] std::vector<domain::Reason> reasons();

  std::mt19937_64 random_;
  std::int64_t next_id_;
};

}  // namespace seva::testing
