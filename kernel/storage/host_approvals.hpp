#pragma once

#include <memory>

#include "actions/approve_hosts.hpp"
#include "storage/address.hpp"

namespace seva::storage {

/// On a database that migrate() has prepared. Connects when it is first used. Failures are DatabaseErrors.
[[nodiscard]] std::unique_ptr<actions::HostApprovals> open_host_approvals(const DatabaseAddress& address);

}  // namespace seva::storage
