#include "actions/plugin_overrides.hpp"

namespace seva::actions {
namespace {

domain::PluginSettings* settings_of(domain::Instance& instance, const std::string& plugin) {
  for (auto* list : {&instance.channels, &instance.departments})
    for (domain::PluginSettings& settings : *list)
      if (settings.id == plugin) return &settings;
  return nullptr;
}

}  // namespace

std::int64_t Overrides::version() const {
  std::int64_t version = 0;
  for (const domain::PluginOverride& chosen : plugins) version += chosen.version;
  return version;
}

Overrides read_overrides(Store& store) {
  Overrides overrides;
  store.read([&](Transaction& transaction) { overrides = {transaction.administration().overrides(), transaction.administration().secrets()}; });
  return overrides;
}

void lay_over(domain::Instance& instance, const Overrides& overrides, Vault& vault) {
  for (const domain::PluginOverride& chosen : overrides.plugins) {
    domain::PluginSettings* settings = settings_of(instance, chosen.plugin);
    if (settings == nullptr) continue;
    if (chosen.is_enabled) settings->is_enabled = *chosen.is_enabled;
    if (chosen.config_json) settings->config_json = *chosen.config_json;
  }
  for (const domain::PluginSecret& secret : overrides.secrets) {
    domain::PluginSettings* settings = settings_of(instance, secret.plugin);
    if (settings == nullptr) continue;
    auto value = vault.open({secret.key_id, secret.sealed}, place_of_secret(secret.plugin, secret.name));
    if (!value) continue;
    auto& values = settings->secrets[secret.name];
    values.insert(values.begin(), std::move(*value));
    constexpr std::size_t kCurrentAndPrevious = 2;
    if (values.size() > kCurrentAndPrevious) values.resize(kCurrentAndPrevious);
  }
}

std::string place_of_secret(const std::string& plugin, const std::string& name) { return "plugin_secret/" + plugin + "/" + name; }

}  // namespace seva::actions
