#include <algorithm>
#include <ostream>

#include "actions/approve_hosts.hpp"
#include "cli/commands.hpp"
#include "cli/with_system.hpp"

namespace seva::cli {
namespace {

/// What comes of the approval of a host that the present version does not ask for is not to be seen at once.
bool does_ask_for(Assembly& assembly, const PluginHostChoice& choice) {
  const auto facts = assembly.ports().plugins.plugin(choice.plugin);
  return facts && std::any_of(facts->hosts.begin(), facts->hosts.end(), [&](const std::string& host) {
           const std::vector<domain::HostApproval> asked{{choice.plugin, choice.host, {}, {}, {}}};
           return actions::approval_of(asked, choice.plugin, host) != nullptr;
         });
}

}  // namespace

int approve_host(Context& context, const PluginHostChoice& choice, bool is_approved) {
  return with_system(context, Depth::plugins, [&](Assembly& assembly) -> domain::Result<void> {
    const auto done = assembly.approve_host(choice.plugin, choice.host, is_approved);
    if (!done && done.error().kind == domain::ProblemKind::not_found)
      return domain::invalid("plugin_unknown", "No plugin of this id is installed.", choice.plugin, "Look at seva plugin list.");
    if (!done) return done.error();
    if (context.is_json) return {};
    context.terminal.out << choice.plugin << (is_approved ? " may reach " : " may no more reach ") << choice.host << ".\n";
    if (is_approved && !does_ask_for(assembly, choice))
      context.terminal.out << "The present version does not ask for it; a later one that does will have it.\n";
    return {};
  });
}

}  // namespace seva::cli
