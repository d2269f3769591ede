#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "actions/plugin_control.hpp"
#include "actions/vault.hpp"
#include "domain/administration.hpp"

namespace seva::actions {

/// What administrators do to plugins needs beside the ports.
struct PluginPorts {
  PluginControl& control;
  ConfigurationControl& configuration;
  Vault& vault;
};

/// A secret by its name; never its value.
struct SecretState {
  std::string name;
  domain::Text label;
  bool is_set = false;
  std::optional<domain::Instant> set_at;  ///< by an administrator; none: it comes from the environment or a file, or from nowhere
};

struct PluginConfigFile {
  std::string id;
  std::string schema_json;
  std::string config_json;  ///< in force
  std::vector<SecretState> secrets;
  std::uint32_t version = 0;  ///< what If-Match compares
};

struct NewPluginConfig {
  std::string config_json;
  std::map<std::string, std::string> secrets;  ///< those alone that are to be replaced
};

struct ConfigCheck {
  std::vector<ConfigProblem> problems;
  std::vector<TrialStep> steps;  ///< none where there are problems
  [[nodiscard]] bool is_passed() const;
};

/// All of these want an administrator (the route asks). not_found: the instance's folder does not name the plugin, or it is not installed.

/// Switches a plugin on or off. It acts at once, is kept over a restart and written down. invalid: it cannot be switched on with its configuration.
[[nodiscard]] domain::Result<PluginFacts> switch_plugin(Ports& ports, PluginPorts& plugins, const domain::Principal& who, const std::string& id,
                                                        bool is_enabled);

[[nodiscard]] domain::Result<PluginConfigFile> show_plugin_config(Ports& ports, PluginPorts& plugins, const std::string& id);

/// Schema and a trial start; nothing is kept. Secrets left out are those in force.
[[nodiscard]] domain::Result<ConfigCheck> check_plugin_config(Ports& ports, PluginPorts& plugins, const std::string& id,
                                                              const NewPluginConfig& wanted);

/// What a change came to.
struct ConfigChange {
  ConfigCheck check;                      ///< where it holds problems or a failed start nothing was kept
  std::optional<PluginConfigFile> saved;  ///< as it is now
};

/// Checked before anything is kept; then the plugin ends and starts with it. stale: somebody changed it since. Secrets are sealed; unavailable where
/// the vault has no key.
[[nodiscard]] domain::Result<ConfigChange> save_plugin_config(Ports& ports, PluginPorts& plugins, const domain::Principal& who, const std::string& id,
                                                              const NewPluginConfig& wanted, std::optional<std::uint32_t> version);

}  // namespace seva::actions
