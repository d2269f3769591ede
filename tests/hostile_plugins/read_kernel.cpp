// Reads the memory of the kernel's process.
#include <sys/uio.h>
#include <unistd.h>

#include "broken_plugins/plain.hpp"

static seva_slice act() {
  char byte = 0;
  iovec here{&byte, 1};
  iovec there{&byte, 1};
  return ::process_vm_readv(1, &here, 1, &there, 1, 0) >= 0 ? plain::answer("[]") : plain::answer("");
}

PLAIN_EXPORT(plain::broken_after_start<act>())
