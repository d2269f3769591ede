#pragma once

#include "accounts.hpp"
#include "seva/poller.hpp"

namespace seva::twitter {

/// Polls GET /2/users/:id/mentions of one of our accounts, which has a user id. X shows the newest 800, newest first, in pages of 100.
/// The app's bearer token is used if there is one, else the account's own tokens.
/// `settings` and `account` outlive the poller. `first_after` spreads the accounts over the interval.
[[nodiscard]] Poller mentions_poller(const Settings& settings, const Account& account, std::chrono::milliseconds first_after);

/// True if the account's mentions can be asked for.
[[nodiscard]] bool can_poll(const Settings& settings, const Account& account);

}  // namespace seva::twitter
