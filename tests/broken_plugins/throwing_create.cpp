#include <stdexcept>

#include "plain.hpp"

static void* create() { throw std::runtime_error("thrown across the boundary"); }

static seva_plugin throwing() {
  seva_plugin plugin = plain::plugin();
  plugin.create = &create;
  return plugin;
}

PLAIN_EXPORT(throwing())
