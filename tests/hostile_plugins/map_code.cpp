// Makes memory that can be run.
#include <sys/mman.h>

#include "broken_plugins/plain.hpp"

static seva_slice act() {
  return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED ? plain::answer("[]")
                                                                                                                     : plain::answer("");
}

PLAIN_EXPORT(plain::broken_after_start<act>())
