// Signals the kernel's process.
#include <signal.h>
#include <unistd.h>

#include "broken_plugins/plain.hpp"

static seva_slice act() { return ::kill(::getppid(), SIGTERM) == 0 ? plain::answer("[]") : plain::answer(""); }

PLAIN_EXPORT(plain::broken_after_start<act>())
