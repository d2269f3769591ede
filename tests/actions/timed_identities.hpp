#pragma once

#include "actions/ports.hpp"

namespace seva::actions {

/// Ids that tell the time, as the search index needs them.
class TimedIdentities final : public Identities {
 public:
  explicit TimedIdentities(Clock& clock) : clock_(clock) {}
  std::int64_t next_id() override { return ids_.next(clock_.now()); }
  std::uint64_t random_bits() override { return ++last_ * 0x9E3779B97F4A7C15ULL; }
  std::string random_hex(std::size_t size) override {
    std::string text = std::to_string(++last_);
    text.resize(2 * size, 'a');
    return text;
  }

 private:
  Clock& clock_;
  domain::IdSequence ids_{0};
  std::uint64_t last_ = 0;
};

}  // namespace seva::actions
