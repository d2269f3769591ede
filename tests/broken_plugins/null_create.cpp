#include "plain.hpp"

static void* create() { return nullptr; }

static seva_plugin without_instances() {
  seva_plugin plugin = plain::plugin();
  plugin.create = &create;
  return plugin;
}

PLAIN_EXPORT(without_instances())
