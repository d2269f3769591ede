#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "domain/month.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

/// Which tickets may go: all that were closed before `before`, by the month that they go in, on the wall clock of `time_zone`. What is part of
/// another ticket goes with it or later, so it stands behind it, and not at all while that one does not go. Reads in many short transactions; `rows`
/// gets how many more were looked at.
[[nodiscard]] std::map<domain::Month, std::vector<domain::TicketId>> closed_tickets(ConnectionPool& readers, domain::Month before,
                                                                                    const std::string& time_zone,
                                                                                    const std::function<void(std::int64_t)>& rows);

}  // namespace seva::storage
