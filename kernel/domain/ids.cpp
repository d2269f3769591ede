#include "domain/ids.hpp"

namespace seva::domain {
namespace {

using std::chrono::milliseconds;

constexpr int kNodeBits = 10;
constexpr int kSequenceBits = 12;
constexpr std::int64_t kSequencesPerTick = std::int64_t{1} << kSequenceBits;
constexpr std::int64_t kEpochMilliseconds = 1'577'836'800'000;

std::int64_t tick_of(Instant instant) { return std::chrono::floor<milliseconds>(instant.time_since_epoch()).count() - kEpochMilliseconds; }

std::int64_t tick_of(std::int64_t id) { return id >> (kNodeBits + kSequenceBits); }

}  // namespace

IdSequence::IdSequence(std::uint16_t node, std::int64_t last) : node_(node & ((1 << kNodeBits) - 1)), last_tick_(last > 0 ? tick_of(last) + 1 : 0) {}

std::int64_t IdSequence::next(Instant now) {
  const std::int64_t tick = tick_of(now);
  if (tick > last_tick_) {
    last_tick_ = tick;
    sequence_ = 0;
  } else if (sequence_ == kSequencesPerTick) {
    ++last_tick_;
    sequence_ = 0;
  }
  return (last_tick_ << (kNodeBits + kSequenceBits)) | (node_ << kSequenceBits) | sequence_++;
}

Instant made_at(std::int64_t id) { return Instant{milliseconds{tick_of(id) + kEpochMilliseconds}}; }

std::int64_t first_id_at(Instant at) { return tick_of(at) << (kNodeBits + kSequenceBits); }

}  // namespace seva::domain
