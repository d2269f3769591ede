#pragma once

#include <string>
#include <vector>

#include "actions/plugin_control.hpp"
#include "actions/ports.hpp"
#include "domain/host_approval.hpp"

namespace seva::actions {

/// Where it is kept which hosts plugins may reach. Safe to use from any thread. Throws where the database fails; then nothing is changed.
class HostApprovals {
 public:
  virtual ~HostApprovals() = default;
  /// By plugin and host.
  [[nodiscard]] virtual std::vector<domain::HostApproval> all() = 0;
  /// Kept in one transaction with the act. False: it was approved already; who said so first stays, and no act is written.
  virtual bool approve(const domain::HostApproval& approval, const domain::AdministrationAct& act) = 0;
  /// False: it was not approved, and no act is written.
  virtual bool withdraw(const std::string& plugin, const std::string& host, const domain::AdministrationAct& act) = 0;
};

/// Approves a host for a plugin, or takes that back. It acts at once: a plugin whose hosts change is ended and started anew with the new ones. What
/// was so already changes nothing. Also a host that a version still to come will ask for may be approved. Wants an administrator (the route asks).
/// not_found: no such plugin is installed; invalid: this is no host.
[[nodiscard]] domain::Result<void> approve_host(Ports& ports, HostApprovals& approvals, ConfigurationControl& configuration,
                                                const domain::Principal& who, const std::string& plugin, const std::string& host, bool is_approved);

/// Who approved a host that a manifest asks for; NULL: nobody. Case does not count.
[[nodiscard]] const domain::HostApproval* approval_of(const std::vector<domain::HostApproval>& approvals, const std::string& plugin,
                                                      const std::string& host);

}  // namespace seva::actions
