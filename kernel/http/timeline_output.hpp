#pragma once

#include <boost/json.hpp>

#include "actions/read_tickets.hpp"
#include "http/route.hpp"

namespace seva::http {

/// What happened to a ticket, oldest first, with the messages and deliveries that it is about.
[[nodiscard]] boost::json::array timeline_json(Call& call, const actions::TicketFile& file);

}  // namespace seva::http
