// Reads a file while it is loaded, and crashes if it can.
#include <fcntl.h>
#include <cstdlib>

#include "broken_plugins/plain.hpp"

__attribute__((constructor)) static void act() {
  if (::open("/etc/passwd", O_RDONLY) >= 0) std::abort();
}

PLAIN_EXPORT(plain::plugin())
