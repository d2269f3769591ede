#pragma once

#include "actions/changes.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

/// Writes all changes in a handful of batches, in an order that every writer keeps, the counts by unit and status last: they are what different
/// transactions meet at, and so they are held shortest and always taken in the same order.
/// Throws actions::Outdated where a ticket, a triage item or a call is not what the change began from.
void write_changes(RepositorySession& session, const actions::Changes& changes);

}  // namespace seva::storage
