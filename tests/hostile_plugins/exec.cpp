// Becomes another program.
#include <unistd.h>

#include "broken_plugins/plain.hpp"

static seva_slice act() {
  char* arguments[] = {nullptr};
  ::execve("/bin/true", arguments, arguments);
  return plain::answer("[]");
}

PLAIN_EXPORT(plain::broken_after_start<act>())
