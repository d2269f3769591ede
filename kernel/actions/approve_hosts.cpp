#include "actions/approve_hosts.hpp"

#include <algorithm>

namespace seva::actions {
namespace {

constexpr std::size_t kLongestHost = 253 + 6;  // a name of the DNS, a colon and a port

std::string lower_case(std::string text) {
  for (char& byte : text)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  return text;
}

bool is_host(const std::string& host) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789.-_:[]";
  return !host.empty() && host.size() <= kLongestHost && host.find_first_not_of(kAllowed) == std::string::npos && host.front() != ':' &&
         host.back() != ':';
}

}  // namespace

std::vector<domain::HostApproval> host_approvals(Store& store) {
  std::vector<domain::HostApproval> approvals;
  store.read([&](Transaction& transaction) { approvals = transaction.administration().host_approvals(); });
  return approvals;
}

domain::Result<void> approve_host(Ports& ports, ConfigurationControl& configuration, const domain::Principal& who, const std::string& plugin,
                                  const std::string& written, bool is_approved) {
  if (!ports.plugins.plugin(plugin)) return domain::not_found();
  const std::string host = lower_case(written);
  if (!is_host(host))
    return domain::invalid("host_invalid", "This is no host.", "host",
                           "Write it as the plugin's manifest does: service.example, or service.example:8443.");
  const domain::Instant now = ports.clock.now();
  domain::AdministrationAct act{ports.identities.next<domain::AdministrationActId>(), now, who.user, who.name, {}, plugin, {{"host", host}}};
  act.act = is_approved ? "plugin_host_approved" : "plugin_host_withdrawn";
  bool did_change = false;
  ports.store.write([&](Transaction& transaction) {
    AdministrationRecords& records = transaction.administration();
    if ((approval_of(records.host_approvals(), plugin, host) != nullptr) == is_approved) return;
    if (is_approved)
      records.add(domain::HostApproval{plugin, host, who.user, who.name, now});
    else
      records.remove_host_approval(plugin, host);
    records.add(act);
    did_change = true;  // and stays so where it is run again because nobody knows whether it was committed
  });
  if (did_change) configuration.apply();
  return {};
}

const domain::HostApproval* approval_of(const std::vector<domain::HostApproval>& approvals, const std::string& plugin, const std::string& host) {
  const std::string name = lower_case(host);
  const auto found = std::find_if(approvals.begin(), approvals.end(),
                                  [&](const domain::HostApproval& approval) { return approval.plugin == plugin && approval.host == name; });
  return found == approvals.end() ? nullptr : &*found;
}

}  // namespace seva::actions
