// Becomes another program.
#include <unistd.h>

#include "broken_plugins/plain.hpp"

static seva_slice act() {
  char* arguments[] = {nullptr};
  ::execve("/bin/true", arguments, arguments);
  return plain::answer("[]");
}

static seva_plugin hostile_plugin() {
  seva_plugin plugin = plain::plugin();
  plugin.handle = &plain::handle_after_start<act>;
  return plugin;
}

PLAIN_EXPORT(hostile_plugin())
