#pragma once

#include <string>

#include "actions/administer_plugins.hpp"

namespace seva::actions {

/// A newer version that took a plugin's place.
struct NewVersion {
  std::string plugin;
  std::string before;
  std::string now;
  std::string sha256;
};

/// Writes down who put it there.
void note_replaced_plugin(Ports& ports, const domain::Principal& who, const NewVersion& version);

/// Looks whether a newer file lies in the plugin's place and takes it in. A version that took over is written down. Wants an administrator (the route
/// asks). not_found: no such plugin is installed; conflict: the newer one is not taken, and why.
[[nodiscard]] domain::Result<PluginFacts> take_in_plugin(Ports& ports, PluginPorts& plugins, const domain::Principal& who, const std::string& id);

}  // namespace seva::actions
