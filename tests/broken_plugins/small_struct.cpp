#include "plain.hpp"

constexpr seva_plugin too_small() {
  seva_plugin plugin = plain::plugin();
  plugin.struct_size = 8;
  return plugin;
}

PLAIN_EXPORT(too_small())
