#include "actions/take_in_plugin.hpp"

namespace seva::actions {

void note_replaced_plugin(Ports& ports, const domain::Principal& who, const NewVersion& version) {
  ports.store.write([&](Transaction& transaction) {
    domain::AdministrationAct act{
        ports.identities.next<domain::AdministrationActId>(), ports.clock.now(), who.user, who.name, "plugin_replaced", version.plugin, {}};
    act.details = {{"before", version.before}, {"now", version.now}, {"sha256", version.sha256}};
    transaction.administration().add(act);
  });
}

domain::Result<PluginFacts> take_in_plugin(Ports& ports, PluginPorts& plugins, const domain::Principal& who, const std::string& id) {
  const auto before = ports.plugins.plugin(id);
  if (!before) return domain::not_found();
  if (!plugins.configuration.apply())
    return domain::conflict("configuration_unsound", "The instance's folder does not hold, and nothing was taken over.",
                            "Mend it: seva check names the place.");
  auto now = ports.plugins.plugin(id);
  if (!now) return domain::not_found();
  if (!now->refused_update.empty()) return domain::conflict("update_refused", now->refused_update, "The version before goes on.");
  if (now->sha256 != before->sha256) note_replaced_plugin(ports, who, {id, before->version, now->version, now->sha256});
  return std::move(*now);
}

}  // namespace seva::actions
