#pragma once

#include <set>
#include <span>
#include <vector>

#include "actions/ports.hpp"
#include "storage/ticket_parts.hpp"

namespace seva::storage {

/// One batch of tickets goes into an archive or comes back, within the transaction that it is given: rows, counts by unit and status, what intake
/// must know again, and where the ticket lies. Both may be run again.

/// Takes those out that are stored exactly as the archive has them. Others stay: what changed since, and what is part of a ticket that stays. A
/// ticket that leads stands before its parts. Answers which of them lie in this archive now, by this run or an earlier one. Throws actions::Outdated
/// where somebody changes one meanwhile.
[[nodiscard]] std::set<domain::TicketId> move_out(RepositorySession& session, const TicketParts& parts, std::span<const WholeTicket> filed,
                                                  std::int64_t archive, actions::Identities& identities);

/// Puts those back that lie in this archive and nowhere else. Answers which they are.
[[nodiscard]] std::set<domain::TicketId> bring_back(RepositorySession& session, const TicketParts& parts, std::span<const WholeTicket> filed,
                                                    std::int64_t archive, actions::Identities& identities);

}  // namespace seva::storage
