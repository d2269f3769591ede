#pragma once

#include "domain/instance.hpp"
#include "http/exchange.hpp"

namespace seva::http {

/// The ticket's version as an ETag.
[[nodiscard]] std::string entity_tag(const domain::Ticket& ticket);

/// The ticket with its ETag.
[[nodiscard]] Response ticket_response(const domain::Ticket& ticket, const domain::Instance& instance);

}  // namespace seva::http
