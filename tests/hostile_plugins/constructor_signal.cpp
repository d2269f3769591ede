// Signals the kernel's process while it is loaded.
#include <signal.h>
#include <unistd.h>

#include "broken_plugins/plain.hpp"

__attribute__((constructor)) static void act() { ::kill(::getppid(), SIGTERM); }

PLAIN_EXPORT(plain::plugin())
