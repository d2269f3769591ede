// Opens a file.
#include <fcntl.h>

#include "broken_plugins/plain.hpp"

static seva_slice act() { return ::open("/etc/passwd", O_RDONLY) >= 0 ? plain::answer("[]") : plain::answer(""); }

PLAIN_EXPORT(plain::broken_after_start<act>())
