#pragma once

#include <boost/json.hpp>

#include "actions/ticket_filter.hpp"
#include "http/json_input.hpp"
#include "http/query_input.hpp"

namespace seva::http {

/// A TicketFilter as an address writes it: lists with commas. Problems are left in `input`.
[[nodiscard]] actions::TicketFilter read_filter(QueryInput& input, const domain::Instance& instance);

/// The same as a body writes it; nothing where a problem was found.
[[nodiscard]] domain::Result<actions::TicketFilter> read_filter(const boost::json::object& object, const std::string& where,
                                                                const domain::Instance& instance);

/// As read_filter() takes it; empty members are left out.
[[nodiscard]] boost::json::object json_of(const actions::TicketFilter& filter);

}  // namespace seva::http
