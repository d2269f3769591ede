#pragma once

#include <chrono>

#include "accounts.hpp"
#include "seva/sender.hpp"

namespace seva::twitter {

/// Until a delivery is tried again whose account has to be logged in anew.
inline constexpr std::chrono::milliseconds kUntilLoginRenewed = std::chrono::minutes{15};

/// Of own posts, a hundred a page: X lists the newest 3,200.
inline constexpr int kMostPages = 32;

/// How X carries a reply (POST /2/tweets) or a direct message (POST /2/dm_conversations/with/:id/messages), pictures by
/// POST /2/media/upload before it, and how our own are looked for
/// (GET /2/users/:id/tweets, GET /2/dm_conversations/with/:id/dm_events): by the text, the post answered and the account.
/// `settings` outlives the service. The account of each delivery is one of ours and has its keys and its user id: see can_send.
[[nodiscard]] Sender::Service reply_service(const Settings& settings);

/// The account that speaks; the only one there is where the delivery names none. Null if it is none of ours.
[[nodiscard]] const Account* sender_of(const Settings& settings, std::string_view handle);

/// True if the account's keys and user id are there.
[[nodiscard]] bool can_send(const Settings& settings, const Account& account);

}  // namespace seva::twitter
