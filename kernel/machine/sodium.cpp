#include "machine/sodium.hpp"

#include <sodium.h>

#include <stdexcept>

namespace seva::machine {

void prepare_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialised: the machine gives no random numbers.");
}

}  // namespace seva::machine
