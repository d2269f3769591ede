// Makes another process.
#include <unistd.h>

#include "broken_plugins/plain.hpp"

static seva_slice act() { return ::fork() >= 0 ? plain::answer("[]") : plain::answer(""); }

PLAIN_EXPORT(plain::broken_after_start<act>())
