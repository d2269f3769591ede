#pragma once

#include <vector>

#include "actions/store.hpp"
#include "actions/vault.hpp"
#include "domain/administration.hpp"
#include "domain/instance.hpp"

namespace seva::actions {

/// What administrators set over the instance's folder.
struct Overrides {
  std::vector<domain::PluginOverride> plugins;
  std::vector<domain::PluginSecret> secrets;

  /// Changes with every change; the same where nothing changed.
  [[nodiscard]] std::int64_t version() const;
};

[[nodiscard]] Overrides read_overrides(Store& store);

/// Lays them over what the folder says. What the folder does not name any more, and what no key of the vault opens, changes nothing. A secret that
/// was set becomes the current one; the folder's stays the one before it.
void lay_over(domain::Instance& instance, const Overrides& overrides, Vault& vault);

/// Where a plugin's secret belongs in the vault.
[[nodiscard]] std::string place_of_secret(const std::string& plugin, const std::string& name);

}  // namespace seva::actions
