// Opens a socket.
#include <sys/socket.h>

#include "broken_plugins/plain.hpp"

static seva_slice act() { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? plain::answer("[]") : plain::answer(""); }

PLAIN_EXPORT(plain::broken_after_start<act>())
