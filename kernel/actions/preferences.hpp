#pragma once

#include "actions/ports.hpp"

namespace seva::actions {

/// How the person wants the console; replaces what was chosen before. The language becomes the account's as well. invalid: a value that there is not.
[[nodiscard]] domain::Result<domain::Preferences> set_preferences(Ports& ports, domain::UserId who, const domain::Preferences& wanted);
[[nodiscard]] domain::Preferences preferences_of(Ports& ports, const domain::User& who);

}  // namespace seva::actions
