#include "plain.hpp"

constexpr seva_plugin incomplete() {
  seva_plugin plugin = plain::plugin();
  plugin.handle = nullptr;
  return plugin;
}

PLAIN_EXPORT(incomplete())
