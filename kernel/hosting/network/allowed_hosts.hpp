#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace seva::hosting {

/// Where a plugin may go. `host` stands for the scheme's own port, `host:port` for that one.
struct AllowedHosts {
  std::vector<std::string> declared;  ///< by the plugin's manifest, and approved by an administrator: at public addresses alone
  std::vector<std::string> named;     ///< by the instance, which answers for them: wherever they are

  friend bool operator==(const AllowedHosts&, const AllowedHosts&) = default;
};

/// True for the errors of requests and streams that say that the plugin may not go there.
[[nodiscard]] inline bool is_egress_refusal(std::string_view error) {
  return error == "host_not_allowed" || error == "address_not_allowed" || error == "bad_url";
}

}  // namespace seva::hosting
