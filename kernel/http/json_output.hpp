#pragma once

#include <boost/json.hpp>
#include <string>

#include "actions/explain_ticket.hpp"
#include "actions/read_tickets.hpp"
#include "domain/user.hpp"
#include "http/exchange.hpp"

namespace seva::http {

/// How the API writes values: ids as strings, instants as RFC 3339 in UTC with microseconds, codes as their names.
[[nodiscard]] std::string written_instant(domain::Instant instant);
[[nodiscard]] boost::json::value json_of(const std::optional<domain::Instant>& instant);
[[nodiscard]] boost::json::object json_of(const domain::Text& text);
[[nodiscard]] boost::json::object json_of(const domain::Ticket& ticket, const domain::Instance& instance);
[[nodiscard]] boost::json::object json_of(const domain::SealedRead& look);
[[nodiscard]] boost::json::object json_of(const actions::Explanation& explanation);
/// Without the password's hash.
[[nodiscard]] boost::json::object json_of(const domain::User& user);
[[nodiscard]] boost::json::object json_of(const domain::Message& message);
[[nodiscard]] boost::json::object json_of(const domain::File& file);

[[nodiscard]] Response json_response(const boost::json::object& body, int status = 200);

}  // namespace seva::http
