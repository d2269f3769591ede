#include "plain.hpp"

static seva_slice broken() { return plain::answer(R"([{"type": "set_timer", "tag": "tick", "after_ms": 1, "confidential": true}])"); }

static seva_plugin broken_plugin() {
  seva_plugin plugin = plain::plugin();
  plugin.handle = &plain::handle_after_start<broken>;
  return plugin;
}

PLAIN_EXPORT(broken_plugin())
