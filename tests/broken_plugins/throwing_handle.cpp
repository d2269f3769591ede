#include <stdexcept>

#include "plain.hpp"

static seva_slice broken() { throw std::runtime_error("thrown across the boundary"); }

static seva_plugin throwing() {
  seva_plugin plugin = plain::plugin();
  plugin.handle = &plain::handle_after_start<broken>;
  return plugin;
}

PLAIN_EXPORT(throwing())
