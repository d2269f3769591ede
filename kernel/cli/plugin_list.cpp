#include <boost/json.hpp>
#include <ostream>

#include "actions/approve_hosts.hpp"
#include "cli/commands.hpp"
#include "cli/with_system.hpp"

namespace seva::cli {
namespace {

namespace json = boost::json;

using Approvals = std::vector<domain::HostApproval>;

/// Those that the manifest asks for.
json::array hosts_of(const actions::PluginFacts& plugin, const Approvals& approvals) {
  json::array hosts;
  for (const std::string& host : plugin.hosts) {
    const domain::HostApproval* approval = actions::approval_of(approvals, plugin.id, host);
    json::object row{{"host", host}, {"approved_by", nullptr}, {"approved_at", nullptr}};
    if (approval != nullptr) {
      row["approved_by"] = approval->user_name;
      row["approved_at"] = domain::to_micros(approval->at);
    }
    hosts.push_back(std::move(row));
  }
  return hosts;
}

json::object json_of(const actions::PluginFacts& plugin, const Approvals& approvals) {
  return {{"id", plugin.id},
          {"kind", plugin.kind},
          {"version", plugin.version},
          {"state", plugin.state},
          {"reason", plugin.reason},
          {"quarantined", plugin.is_quarantined},
          {"isolated", plugin.is_isolated},
          {"sha256", plugin.sha256},
          {"refused_update", plugin.refused_update},
          {"crashes", plugin.crashes},
          {"starts", plugin.figures.starts},
          {"events", plugin.figures.events},
          {"effects", plugin.figures.effects},
          {"requests", plugin.figures.requests},
          {"refused_requests", plugin.figures.refused_requests},
          {"hosts", hosts_of(plugin, approvals)}};
}

void print(std::ostream& out, const actions::PluginFacts& plugin, const Approvals& approvals, bool is_served) {
  out << plugin.kind << "  " << plugin.id << "  " << plugin.version << "  " << plugin.state << (plugin.is_quarantined ? ", quarantined" : "")
      << (plugin.is_isolated ? "" : ", not isolated") << "  " << plugin.reason << "\n";
  if (!plugin.refused_update.empty()) out << "    a newer file is not taken: " << plugin.refused_update << "\n";
  for (const std::string& host : plugin.hosts) {
    const domain::HostApproval* approval = actions::approval_of(approvals, plugin.id, host);
    out << "    asks for " << host << ", " << (approval == nullptr ? "not approved" : "approved by " + approval->user_name) << "\n";
  }
  const actions::PluginFigures& figures = plugin.figures;
  if (is_served && figures.starts > 0)
    out << "    starts " << figures.starts << ", crashes in 24 hours " << plugin.crashes << ", events " << figures.events << ", effects "
        << figures.effects << ", requests " << figures.requests << " (" << figures.refused_requests << " refused)\n";
}

void print(Context& context, Assembly& assembly, const std::vector<actions::PluginFacts>& plugins, bool is_served) {
  const Approvals approvals = assembly.host_approvals();
  json::array answer;
  for (const actions::PluginFacts& plugin : plugins) {
    if (context.is_json)
      answer.push_back(json_of(plugin, approvals));
    else
      print(context.terminal.out, plugin, approvals, is_served);
  }
  if (context.is_json) context.terminal.out << json::serialize(answer) << "\n";
}

}  // namespace

int list_plugins(Context& context) {
  bool is_served = false;
  const int status = with_system(context, Depth::instance, [&](Assembly& assembly) -> domain::Result<void> {
    const auto running = assembly.running_plugins();
    is_served = running.has_value();
    if (running) print(context, assembly, *running, true);
    return {};
  });
  if (is_served || status != kDone) return status;
  return with_system(context, Depth::plugins, [&](Assembly& assembly) -> domain::Result<void> {
    print(context, assembly, assembly.ports().plugins.plugins(), false);
    return {};
  });
}

}  // namespace seva::cli
