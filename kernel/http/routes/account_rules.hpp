#pragma once

#include <string>

#include "http/route.hpp"

namespace seva::http {

/// Sets a user's password for an administrator. One's own needs the present one: a session left open must not be enough.
[[nodiscard]] domain::Result<void> reset_password(Call& call, const std::string& login, const std::string& password, const std::string& current);

/// Switches a user off or on; never oneself off.
[[nodiscard]] domain::Result<void> switch_user(Call& call, const std::string& login, bool is_disabled);

}  // namespace seva::http
