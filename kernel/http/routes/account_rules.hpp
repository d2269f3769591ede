#pragma once

#include <string>

#include "http/route.hpp"

namespace seva::http {

/// Sets a user's password for an administrator. One's own needs the present one: a session left open must not be enough.
[[nodiscard]] domain::Result<void> reset_password(Call& call, const std::string& login, const std::string& password, const std::string& current);

/// One's own; all of one's sessions end.
[[nodiscard]] domain::Result<void> change_own_password(Call& call, const std::string& password, const std::string& current);

/// True for whoever asks, however the login is written.
[[nodiscard]] bool is_own(const Call& call, const std::string& login);

/// Switches a user off or on; never oneself off.
[[nodiscard]] domain::Result<void> switch_user(Call& call, const std::string& login, bool is_disabled);

}  // namespace seva::http
