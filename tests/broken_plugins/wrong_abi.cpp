#include "plain.hpp"

constexpr seva_plugin of_another_abi() {
  seva_plugin plugin = plain::plugin();
  plugin.abi_major = 2;
  return plugin;
}

PLAIN_EXPORT(of_another_abi())
