#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// What is wrong with a configuration.
struct ConfigProblem {
  std::string path;  ///< a JSON Pointer into the configuration; empty: the whole
  domain::Text message;
};

/// One step of a trial.
struct TrialStep {
  domain::Text name;
  bool is_passed = false;
  std::chrono::milliseconds took{0};
  domain::Text detail = {};  ///< empty: nothing more is to be said
};

/// What a plugin takes.
struct PluginForm {
  std::string schema_json;
  std::vector<NamedLabel> secrets;
};

enum class HandedAgain : std::uint8_t {
  accepted = 1,
  failed,      ///< it cannot be read still, or the plugin failed on it
  under_way,   ///< it was not settled within the time
  not_running  ///< the channel is not there now
};

/// The running plugins, for administrators. Safe to use from any thread.
class PluginControl {
 public:
  virtual ~PluginControl() = default;
  /// Of an installed plugin.
  [[nodiscard]] virtual std::optional<PluginForm> form(const std::string& plugin) = 0;
  /// Holds a configuration against the schema of the plugin's manifest; all that is wrong with it.
  [[nodiscard]] virtual std::vector<ConfigProblem> check(const std::string& plugin, const std::string& config_json) = 0;
  /// Starts an instance of its own with these settings, without lead, and ends it. It reaches nobody: what it wants done is not done.
  [[nodiscard]] virtual std::vector<TrialStep> try_start(const domain::PluginSettings& settings) = 0;
  /// What the channels and their requests and streams did, as lines of the Prometheus text format.
  [[nodiscard]] virtual std::string metrics() const { return {}; }
  /// Hands what was set aside to its plugin once more, the whole way of a first hand-over, and waits at most `patience`.
  [[nodiscard]] virtual HandedAgain hand_again(const DeadLetter& letter, std::chrono::milliseconds patience) = 0;
};

/// The configuration in force, for whoever changed something over it.
class ConfigurationControl {
 public:
  virtual ~ConfigurationControl() = default;
  /// Reads the folder anew with what administrators set over it, and makes it so: returns when what ends has ended. False: the folder does not hold,
  /// and the configuration stays as it was.
  virtual bool apply() = 0;
};

}  // namespace seva::actions
