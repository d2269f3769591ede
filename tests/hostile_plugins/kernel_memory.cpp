// Opens the memory of the kernel's process as a file.
#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "broken_plugins/plain.hpp"

static seva_slice act() {
  const std::string memory = "/proc/" + std::to_string(::getppid()) + "/mem";
  return ::open(memory.c_str(), O_RDONLY) >= 0 ? plain::answer("[]") : plain::answer("");
}

PLAIN_EXPORT(plain::broken_after_start<act>())
