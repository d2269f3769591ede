#pragma once

#include "domain/workflow.hpp"
#include "http/json_input.hpp"

namespace seva::http {

/// A StatusChange as the API writes it: status, outcome, reason. Problems are left in `input`.
[[nodiscard]] domain::StatusChange read_status_change(JsonInput& input, const std::string& where = {});

/// The same where it stands within another body, whose input takes the problems.
[[nodiscard]] domain::StatusChange read_status_change(const boost::json::object& object, const std::string& where, JsonInput& around);

}  // namespace seva::http
