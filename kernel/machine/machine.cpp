#include "machine/machine.hpp"

#include <sodium.h>

#include <array>
#include <semaphore>
#include <stdexcept>

namespace seva::machine {
namespace {

void prepare_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialised: the machine gives no random numbers.");
}

std::counting_semaphore<2>& hashing_slots() {
  static std::counting_semaphore<2> slots(2);
  return slots;
}

class HashingSlot {
 public:
  HashingSlot() { hashing_slots().acquire(); }
  ~HashingSlot() { hashing_slots().release(); }
  HashingSlot(const HashingSlot&) = delete;
  HashingSlot& operator=(const HashingSlot&) = delete;
};

}  // namespace

domain::Instant SystemClock::now() { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); }

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

std::string Argon2Hashes::hash(const std::string& password) {
  prepare_sodium();
  const HashingSlot slot;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw std::runtime_error("There is not enough memory to hash a password.");
  return hash.data();
}

bool Argon2Hashes::verify(const std::string& hash, const std::string& password) {
  prepare_sodium();
  const HashingSlot slot;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::shared_ptr<const domain::Instance> CurrentInstance::current() {
  const std::lock_guard lock(mutex_);
  return instance_;
}

void CurrentInstance::replace(domain::Instance instance) {
  auto replacement = std::make_shared<const domain::Instance>(std::move(instance));
  const std::lock_guard lock(mutex_);
  instance_ = std::move(replacement);
}

}  // namespace seva::machine
