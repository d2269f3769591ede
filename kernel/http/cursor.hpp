#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "actions/store.hpp"

namespace seva::http {

/// The last row of a page, written so that nobody takes it apart: order, due and id in base 36, joined by a point.
[[nodiscard]] std::string written_cursor(char order, const actions::TicketQuery::After& after);

/// nullopt: not one of ours, or of another order.
[[nodiscard]] std::optional<actions::TicketQuery::After> read_cursor(char order, std::string_view cursor);

}  // namespace seva::http
