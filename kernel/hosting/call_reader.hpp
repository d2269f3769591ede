#pragma once

#include <boost/json/value.hpp>

#include "domain/call.hpp"
#include "hosting/json_reader.hpp"

namespace seva::hosting {

/// An update of a call as a channel gives it.
[[nodiscard]] domain::CallUpdate read_call(const boost::json::value& value, const Place& place);

}  // namespace seva::hosting
