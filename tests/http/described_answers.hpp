#pragma once

#include <boost/json.hpp>
#include <string>

#include "http/client.hpp"

namespace seva::http {

/// The description as JSON.
[[nodiscard]] const boost::json::object& description();

/// Fails the test where an answer is not what openapi.yaml says: an operation without that status, another kind of content, a key that is missing,
/// undescribed, or of another kind. Answers to what is no operation of the API are left alone.
void compare_with_description(const std::string& method, const std::string& target, const Client::Answer& answer);

/// What is wrong with `value` by a schema of the description; empty: nothing. `is_strict`: a key that the schema does not name is wrong.
[[nodiscard]] std::string fault_of(const boost::json::value& value, const boost::json::value& schema, bool is_strict);

}  // namespace seva::http
