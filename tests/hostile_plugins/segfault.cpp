// Writes where no memory is.
#include "broken_plugins/plain.hpp"

static seva_slice act() {
  volatile int* volatile nowhere = nullptr;
  *nowhere = 1;
  return plain::answer("[]");
}

PLAIN_EXPORT(plain::broken_after_start<act>())
