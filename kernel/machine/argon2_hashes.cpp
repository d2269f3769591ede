#include "machine/argon2_hashes.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "machine/sodium.hpp"

namespace seva::machine {
namespace {

class Slot {
 public:
  explicit Slot(std::counting_semaphore<2>& slots) : slots_(slots) { slots_.acquire(); }
  ~Slot() { slots_.release(); }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

 private:
  std::counting_semaphore<2>& slots_;
};

}  // namespace

std::string Argon2Hashes::hash(const std::string& password) {
  prepare_sodium();
  const Slot slot(slots_);
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw std::runtime_error("There is not enough memory to hash a password.");
  return hash.data();
}

bool Argon2Hashes::verify(const std::string& hash, const std::string& password) {
  prepare_sodium();
  const Slot slot(slots_);
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace seva::machine
