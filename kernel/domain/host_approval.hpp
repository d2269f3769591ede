#pragma once

#include <string>

#include "domain/ids.hpp"
#include "domain/instant.hpp"

namespace seva::domain {

/// An administrator's word that a plugin may reach a host which its manifest asks for. It has no effect on hosts that the manifest does not name.
struct HostApproval {
  std::string plugin;
  std::string host;  ///< `host` or `host:port`, in lower case
  UserId user;       ///< 0: by the command line
  std::string user_name;
  Instant at;

  friend bool operator==(const HostApproval&, const HostApproval&) = default;
};

}  // namespace seva::domain
