#pragma once

#include <optional>

#include "actions/ports.hpp"

namespace seva::actions {

/// The person has the ticket before them, and `version` on the page: it counts as read by them up to there. Nothing is written where that is known
/// already, so it may be called as often as a page likes. No look at what is sealed: nothing of the ticket's content is answered. not_found: it does
/// not exist or the person may not read it.
[[nodiscard]] domain::Result<domain::Ticket> see_ticket(Ports& ports, const domain::Principal& who, const std::string& docket,
                                                        std::optional<std::uint32_t> version);

}  // namespace seva::actions
