// Opens the memory of the kernel's process, and its own kernel's list of descriptors, while it is loaded, and crashes if it can.
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "broken_plugins/plain.hpp"

__attribute__((constructor)) static void act() {
  const std::string kernel = "/proc/" + std::to_string(::getppid());
  for (const char* file : {"/mem", "/environ", "/maps", "/fd/0", "/root/etc/passwd"})
    if (::open((kernel + file).c_str(), O_RDONLY) >= 0) std::abort();
}

PLAIN_EXPORT(plain::plugin())
