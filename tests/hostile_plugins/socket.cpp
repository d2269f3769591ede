// Opens a socket.
#include <sys/socket.h>

#include "broken_plugins/plain.hpp"

static seva_slice act() { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? plain::answer("[]") : plain::answer(""); }

static seva_plugin hostile_plugin() {
  seva_plugin plugin = plain::plugin();
  plugin.handle = &plain::handle_after_start<act>;
  return plugin;
}

PLAIN_EXPORT(hostile_plugin())
