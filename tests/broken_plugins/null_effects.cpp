#include "plain.hpp"

static seva_slice broken() { return {nullptr, 0}; }

static seva_plugin broken_plugin() {
  seva_plugin plugin = plain::plugin();
  plugin.handle = &plain::handle_after_start<broken>;
  return plugin;
}

PLAIN_EXPORT(broken_plugin())
