#include "actions/show_plugins.hpp"

#include <algorithm>
#include <array>

#include "domain/spoken_time.hpp"

namespace seva::actions {

std::string_view health_of(const PluginFacts& plugin) {
  if (!plugin.is_enabled) return "off";
  if (plugin.state != "running") return "down";
  constexpr std::array<std::string_view, 4> kWorstFirst{"down", "needs_login", "degraded", "ok"};
  for (const std::string_view state : kWorstFirst)
    if (std::any_of(plugin.parts.begin(), plugin.parts.end(), [&](const PluginPart& part) { return part.state == state; })) return state;
  return "ok";
}

std::vector<PluginFacts> show_plugins(Ports& ports) {
  const auto instance = ports.settings.current();
  std::vector<PluginFacts> plugins = ports.plugins.plugins();
  const domain::TicketId first{domain::first_id_at(domain::start_of_day(ports.clock.now(), instance->time_zone))};
  ports.store.read([&](Transaction& transaction) {
    const std::int64_t waiting = transaction.triage().waiting_count(domain::Question::department_off);
    for (PluginFacts& plugin : plugins) {
      if (plugin.kind != "department" || instance->department(plugin.id) == nullptr) continue;
      plugin.taken_today = transaction.tickets().opened_since(plugin.id, first);
      plugin.waiting_in_triage = plugin.is_enabled ? 0 : waiting;
    }
  });
  return plugins;
}

}  // namespace seva::actions
