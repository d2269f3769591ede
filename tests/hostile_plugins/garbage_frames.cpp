// Writes what is no answer onto the link itself.
#include <unistd.h>

#include "broken_plugins/plain.hpp"

static seva_slice act() {
  constexpr std::string_view kGarbage = "this is no frame, and it is longer than one of them is";
  return ::write(3, kGarbage.data(), kGarbage.size()) > 0 ? plain::answer("[]") : plain::answer("");
}

PLAIN_EXPORT(plain::broken_after_start<act>())
