#include "actions/administer_plugins.hpp"

#include <algorithm>

#include "actions/plugin_overrides.hpp"

namespace seva::actions {
namespace {

using domain::Result;

const domain::PluginSettings* settings_of(const domain::Instance& instance, const std::string& id) {
  const domain::PluginSettings* channel = instance.channel(id);
  return channel != nullptr ? channel : instance.department(id);
}

domain::PluginOverride override_of(AdministrationRecords& records, const std::string& id) {
  for (domain::PluginOverride& chosen : records.overrides())
    if (chosen.plugin == id) return std::move(chosen);
  domain::PluginOverride fresh;
  fresh.plugin = id;
  return fresh;
}

domain::AdministrationAct act_of(Ports& ports, const domain::Principal& who, std::string act, const std::string& subject) {
  return {ports.identities.next<domain::AdministrationActId>(), ports.clock.now(), who.user, who.name, std::move(act), subject, {}};
}

domain::Problem config_stale() {
  return {domain::ProblemKind::stale, "config_stale", "Somebody changed this configuration since it was read.", {}, "Read it again, then change it."};
}

/// The settings in force with what is wanted over them.
domain::PluginSettings settings_with(const domain::PluginSettings& present, const NewPluginConfig& wanted) {
  domain::PluginSettings settings = present;
  settings.is_enabled = true;
  settings.config_json = wanted.config_json;
  for (const auto& [name, value] : wanted.secrets) settings.secrets[name] = {value};
  return settings;
}

/// Names that the plugin does not know are a mistake.
std::vector<ConfigProblem> unknown_secrets(const PluginForm& form, const domain::PluginSettings& present, const NewPluginConfig& wanted) {
  std::vector<ConfigProblem> problems;
  for (const auto& [name, value] : wanted.secrets) {
    const bool is_known = present.secrets.contains(name) || std::any_of(form.secrets.begin(), form.secrets.end(),
                                                                        [&known = name](const NamedLabel& secret) { return secret.name == known; });
    if (!is_known) problems.push_back({{}, {"The plugin knows no secret of this name.", "प्लगइन इस नाम का कोई गुप्त कूट नहीं जानता।"}});
    if (value.empty()) problems.push_back({{}, {"A secret is empty.", "गुप्त कूट खाली है।"}});
  }
  return problems;
}

ConfigCheck check(PluginPorts& plugins, const PluginForm& form, const domain::PluginSettings& present, const NewPluginConfig& wanted) {
  ConfigCheck result;
  result.problems = plugins.control.check(present.id, wanted.config_json);
  for (ConfigProblem& problem : unknown_secrets(form, present, wanted)) result.problems.push_back(std::move(problem));
  if (result.problems.empty()) result.steps = plugins.control.try_start(settings_with(present, wanted));
  return result;
}

/// The first step is the start itself; what parts of the plugin say of themselves comes after it.
bool does_start(const ConfigCheck& check) { return check.problems.empty() && !check.steps.empty() && check.steps.front().is_passed; }

}  // namespace

bool ConfigCheck::is_passed() const {
  return problems.empty() && std::all_of(steps.begin(), steps.end(), [](const TrialStep& step) { return step.is_passed; });
}

Result<PluginFacts> switch_plugin(Ports& ports, PluginPorts& plugins, const domain::Principal& who, const std::string& id, bool is_enabled) {
  const auto instance = ports.settings.current();
  const domain::PluginSettings* settings = settings_of(*instance, id);
  if (settings == nullptr || !plugins.control.form(id)) return domain::not_found();
  if (is_enabled)
    for (const ConfigProblem& problem : plugins.control.check(id, settings->config_json))
      return domain::invalid("config_refused", problem.message.en, problem.path, "Mend the plugin's configuration first.");
  ports.store.write([&](Transaction& transaction) {
    domain::PluginOverride chosen = override_of(transaction.administration(), id);
    chosen.is_enabled = is_enabled;
    ++chosen.version;
    transaction.administration().set(chosen);
    domain::AdministrationAct act = act_of(ports, who, "plugin_switched", id);
    act.details["enabled"] = is_enabled ? "true" : "false";
    transaction.administration().add(act);
  });
  plugins.configuration.apply();
  auto facts = ports.plugins.plugin(id);
  if (!facts) return domain::not_found();
  return std::move(*facts);
}

Result<PluginConfigFile> show_plugin_config(Ports& ports, PluginPorts& plugins, const std::string& id) {
  const auto instance = ports.settings.current();
  const domain::PluginSettings* settings = settings_of(*instance, id);
  const auto form = plugins.control.form(id);
  if (settings == nullptr || !form) return domain::not_found();
  PluginConfigFile file{id, form->schema_json, settings->config_json, {}, 0};
  for (const NamedLabel& secret : form->secrets) file.secrets.push_back({secret.name, secret.label, settings->secrets.contains(secret.name), {}});
  for (const auto& [name, values] : settings->secrets)
    if (std::none_of(file.secrets.begin(), file.secrets.end(), [&known = name](const SecretState& state) { return state.name == known; }))
      file.secrets.push_back({name, {name, name}, true, {}});
  ports.store.read([&](Transaction& transaction) {
    file.version = override_of(transaction.administration(), id).version;
    for (const domain::PluginSecret& secret : transaction.administration().secrets())
      for (SecretState& state : file.secrets)
        if (secret.plugin == id && secret.name == state.name) state.set_at = secret.set_at;
  });
  return file;
}

Result<ConfigCheck> check_plugin_config(Ports& ports, PluginPorts& plugins, const std::string& id, const NewPluginConfig& wanted) {
  const auto instance = ports.settings.current();
  const domain::PluginSettings* settings = settings_of(*instance, id);
  const auto form = plugins.control.form(id);
  if (settings == nullptr || !form) return domain::not_found();
  return check(plugins, *form, *settings, wanted);
}

Result<ConfigChange> save_plugin_config(Ports& ports, PluginPorts& plugins, const domain::Principal& who, const std::string& id,
                                        const NewPluginConfig& wanted, std::optional<std::uint32_t> version) {
  const auto instance = ports.settings.current();
  const domain::PluginSettings* settings = settings_of(*instance, id);
  const auto form = plugins.control.form(id);
  if (settings == nullptr || !form) return domain::not_found();
  ConfigChange change;
  change.check = check(plugins, *form, *settings, wanted);
  if (!does_start(change.check)) return change;
  if (!wanted.secrets.empty())
    if (auto obstacle = plugins.vault.obstacle()) return std::move(*obstacle);

  bool is_stale = false;
  ports.store.write([&](Transaction& transaction) {
    AdministrationRecords& records = transaction.administration();
    domain::PluginOverride chosen = override_of(records, id);
    is_stale = version && *version != chosen.version;
    if (is_stale) return;
    chosen.config_json = wanted.config_json;
    ++chosen.version;
    records.set(chosen);
    domain::AdministrationAct act = act_of(ports, who, "plugin_configured", id);
    for (const auto& [name, value] : wanted.secrets) {
      Vault::Sealed sealed = plugins.vault.seal(value, place_of_secret(id, name));
      records.set(domain::PluginSecret{id, name, std::move(sealed.key_id), std::move(sealed.bytes), ports.clock.now()});
      act.details["secret." + name] = "replaced";
    }
    records.add(act);
  });
  if (is_stale) return config_stale();
  plugins.configuration.apply();
  auto saved = show_plugin_config(ports, plugins, id);
  if (!saved) return saved.error();
  change.saved = std::move(*saved);
  return change;
}

}  // namespace seva::actions
