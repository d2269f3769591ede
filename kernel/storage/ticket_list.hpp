#pragma once

#include <vector>

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

/// The tickets that a query lists, in its order. What leads to them is an index by person, attention, verification, unit, department or due; within
/// it clock groups seek, and the other filters are looked at row by row. In the order of age the clock groups over, today and later are not told
/// apart; of one person's tickets the query's statuses, department and categories count alone.
[[nodiscard]] std::vector<domain::TicketId> listed_tickets(RepositorySession& session, const actions::TicketQuery& query);

/// How many it finds, by clock.
[[nodiscard]] actions::ClockCounts counted_tickets(RepositorySession& session, const actions::TicketQuery& query);

}  // namespace seva::storage
