#pragma once

#include <vector>

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

/// The tickets that a query lists, in its order. Category, status and department within units are looked at row by row; everything else seeks.
[[nodiscard]] std::vector<domain::TicketId> listed_tickets(RepositorySession& session, const actions::TicketQuery& query);

}  // namespace seva::storage
