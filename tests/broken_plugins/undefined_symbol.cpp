// Calls a function that nobody defines.
#include "plain.hpp"

extern "C" int nobody_defines_this();

static void* create() { return nobody_defines_this() == 0 ? nullptr : &plain::self; }

static seva_plugin undefined() {
  seva_plugin plugin = plain::plugin();
  plugin.create = &create;
  return plugin;
}

PLAIN_EXPORT(undefined())
