// Never answers.
#include "broken_plugins/plain.hpp"

static seva_slice act() {
  for (volatile bool goes_on = true; goes_on;) continue;
  return plain::answer("[]");
}

PLAIN_EXPORT(plain::broken_after_start<act>())
