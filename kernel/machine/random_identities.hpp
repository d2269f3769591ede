#pragma once

#include <mutex>

#include "actions/ports.hpp"
#include "domain/ids.hpp"

namespace seva::machine {

/// Time-ordered ids, and bits from the operating system's generator (libsodium).
class RandomIdentities final : public actions::Identities {
 public:
  /// `node` is 0 to 1023, unique in a cluster; `highest` is the highest id stored.
  RandomIdentities(actions::Clock& clock, std::uint16_t node, std::int64_t highest);

  [[nodiscard]] std::int64_t next_id() override;
  [[nodiscard]] std::uint64_t random_bits() override;
  [[nodiscard]] std::string random_hex(std::size_t size) override;

 private:
  actions::Clock& clock_;
  std::mutex mutex_;
  domain::IdSequence sequence_;
};

}  // namespace seva::machine
