#pragma once

#include "actions/read_tickets.hpp"
#include "http/pages/page.hpp"

namespace seva::http {

/// What happened to a ticket as days with entries, for the template "timeline". An entry is a citizen's message, an answer with the state of its
/// delivery, an office note, or one line on an event.
[[nodiscard]] PageData timeline_data(const Call& call, const actions::TicketFile& file);

}  // namespace seva::http
