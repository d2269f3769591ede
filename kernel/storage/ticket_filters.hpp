#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "actions/store.hpp"
#include "storage/queue_keys.hpp"

namespace seva::storage {

/// Which values of is_open the query wants; none where it contradicts itself.
[[nodiscard]] std::vector<std::int64_t> wanted_openness(const actions::TicketQuery& query);

/// The units to look at; nullopt: all of them.
[[nodiscard]] std::optional<std::set<std::string_view>> wanted_units(const actions::TicketQuery& query);

/// The stretches of `due`, as it is stored, that the query's clock groups want of open or of closed tickets; one over all where it names no group.
[[nodiscard]] std::vector<DueRange> wanted_ranges(const actions::TicketQuery& query, bool is_open);

/// What the query asks of the columns, but scope, openness and clock. They point into the query.
[[nodiscard]] std::vector<Filter> column_filters(const actions::TicketQuery& query);

}  // namespace seva::storage
