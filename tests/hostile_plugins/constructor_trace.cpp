// Attaches itself to the kernel's process while it is loaded.
#include <sys/ptrace.h>
#include <unistd.h>

#include "broken_plugins/plain.hpp"

__attribute__((constructor)) static void act() { ::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr); }

PLAIN_EXPORT(plain::plugin())
