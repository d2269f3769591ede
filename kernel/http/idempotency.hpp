#pragma once

#include "http/route.hpp"

namespace seva::http {

/// Does the request say by which key it is known when it is sent again? Only what changes something on the API, of somebody who is signed in.
[[nodiscard]] bool is_keyed(const Route& route, const Request& request);

/// Carries the request out, or answers as it was answered when it came first (within 24 hours, of the same person, with the same body). The key with
/// another body is refused: 422 idempotency_key_reused. What of a sealed ticket was answered is not kept, and an answer that was lost with the
/// program is not there: then the ticket is shown as it is now.
[[nodiscard]] Response done_once(const Route& route, Call& call);

}  // namespace seva::http
