// Opens a socket while it is loaded.
#include <sys/socket.h>

#include "broken_plugins/plain.hpp"

__attribute__((constructor)) static void act() { ::socket(AF_INET, SOCK_STREAM, 0); }

PLAIN_EXPORT(plain::plugin())
