#pragma once

#include <string>
#include <vector>

#include "actions/plugin_control.hpp"
#include "actions/ports.hpp"
#include "domain/host_approval.hpp"

namespace seva::actions {

/// By plugin and host.
[[nodiscard]] std::vector<domain::HostApproval> host_approvals(Store& store);

/// Approves a host for a plugin, or takes that back. It acts at once: a plugin whose hosts change is ended and started anew with the new ones. What
/// was so already changes nothing: who said so first stays. Kept in one transaction with the act that tells of it. Also a host that a version still
/// to come will ask for may be approved. Wants an administrator (the route asks). not_found: no such plugin is installed; invalid: this is no host.
[[nodiscard]] domain::Result<void> approve_host(Ports& ports, ConfigurationControl& configuration, const domain::Principal& who,
                                                const std::string& plugin, const std::string& host, bool is_approved);

/// Who approved a host that a manifest asks for; NULL: nobody. Case does not count.
[[nodiscard]] const domain::HostApproval* approval_of(const std::vector<domain::HostApproval>& approvals, const std::string& plugin,
                                                      const std::string& host);

}  // namespace seva::actions
