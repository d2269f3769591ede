#pragma once

#include <string>

#include "actions/work_ticket.hpp"

namespace seva::actions {

/// Closes the ticket as part of `into`: the same thing told twice. It keeps its docket and its messages; what the citizen writes from then on goes to
/// the one that leads. The person must be able to work both. Both change in one transaction.
[[nodiscard]] domain::Result<domain::Ticket> merge_ticket(Ports& ports, const domain::Principal& who, const TicketReference& which,
                                                          const std::string& into, const std::string& reason);

/// Takes it back: the ticket goes on where it stood.
[[nodiscard]] domain::Result<domain::Ticket> unmerge_ticket(Ports& ports, const domain::Principal& who, const TicketReference& which);

}  // namespace seva::actions
