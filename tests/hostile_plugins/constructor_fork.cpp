// Makes another process while it is loaded.
#include <unistd.h>

#include "broken_plugins/plain.hpp"

__attribute__((constructor)) static void act() { ::fork(); }

PLAIN_EXPORT(plain::plugin())
