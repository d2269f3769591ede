#pragma once

#include "domain/ticket.hpp"
#include "http/route.hpp"

namespace seva::http {

/// The ticket's version as an ETag.
[[nodiscard]] std::string entity_tag(const domain::Ticket& ticket);

/// The ticket as the person sees it now, with its ETag.
[[nodiscard]] Response ticket_response(Call& call, const domain::Ticket& ticket);

}  // namespace seva::http
