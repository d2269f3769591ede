// Answers more than any answer may have.
#include <string>

#include "broken_plugins/plain.hpp"

static seva_slice act() {
  static const std::string kFlood(9 * 1024 * 1024, ' ');
  return plain::answer(kFlood);
}

PLAIN_EXPORT(plain::broken_after_start<act>())
