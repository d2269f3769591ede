#include "machine/random_identities.hpp"

#include <sodium.h>

#include "machine/sodium.hpp"

namespace seva::machine {

RandomIdentities::RandomIdentities(actions::Clock& clock, std::uint16_t node, std::int64_t highest) : clock_(clock), sequence_(node, highest) {
  prepare_sodium();
}

std::int64_t RandomIdentities::next_id() {
  const domain::Instant now = clock_.now();
  const std::lock_guard lock(mutex_);
  return sequence_.next(now);
}

std::uint64_t RandomIdentities::random_bits() {
  std::uint64_t bits = 0;
  randombytes_buf(&bits, sizeof bits);
  return bits;
}

std::string RandomIdentities::random_hex(std::size_t size) {
  std::string bytes(size, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  std::string hex(size * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  hex.pop_back();
  return hex;
}

}  // namespace seva::machine
