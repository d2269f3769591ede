// Writes where no memory is.
#include "broken_plugins/plain.hpp"

static seva_slice act() {
  volatile int* volatile nowhere = nullptr;
  *nowhere = 1;
  return plain::answer("[]");
}

static seva_plugin hostile_plugin() {
  seva_plugin plugin = plain::plugin();
  plugin.handle = &plain::handle_after_start<act>;
  return plugin;
}

PLAIN_EXPORT(hostile_plugin())
