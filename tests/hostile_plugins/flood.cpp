// Answers more than any answer may have.
#include <string>

#include "broken_plugins/plain.hpp"

static seva_slice act() {
  static const std::string kFlood(9 * 1024 * 1024, ' ');
  return plain::answer(kFlood);
}

static seva_plugin hostile_plugin() {
  seva_plugin plugin = plain::plugin();
  plugin.handle = &plain::handle_after_start<act>;
  return plugin;
}

PLAIN_EXPORT(hostile_plugin())
