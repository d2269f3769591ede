#pragma once

#include <boost/json.hpp>

#include "actions/find_duplicates.hpp"
#include "actions/ticket_cards.hpp"
#include "http/route.hpp"

namespace seva::http {

/// A ticket with what must be looked up for it.
[[nodiscard]] boost::json::object json_of(const actions::TicketCard& card, actions::PluginCatalogue& plugins, const domain::Instance& instance);

/// The same for tickets that were found; their cards are looked up together.
[[nodiscard]] boost::json::array tickets_json(Call& call, std::vector<domain::Ticket> tickets);
[[nodiscard]] boost::json::object ticket_json(Call& call, const domain::Ticket& ticket);

[[nodiscard]] boost::json::object json_of(const actions::ClockCounts& counts);

/// The deadline that counts now, as far as the ticket itself knows it; null where it is closed.
[[nodiscard]] boost::json::value clock_of(const domain::Ticket& ticket, std::chrono::minutes not_counted);

/// What it is about: its category, and the place where one is known.
[[nodiscard]] domain::Text title_of(const domain::Ticket& ticket, const std::string& place, const domain::Instance& instance);

/// What may be about the same thing, as find_duplicates() found it.
[[nodiscard]] boost::json::array json_of(const std::vector<actions::LikelyDuplicate>& found, const domain::Instance& instance);

}  // namespace seva::http
