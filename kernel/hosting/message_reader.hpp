#pragma once

#include <boost/json/value.hpp>

#include "domain/message.hpp"
#include "hosting/json_reader.hpp"

namespace seva::hosting {

/// A message as a channel gives it; ids, channel and received_at are left to the kernel. Where the service knows a place by its name alone, both
/// degrees are 0.
[[nodiscard]] domain::Message read_message(const boost::json::value& value, const Place& place);

[[nodiscard]] domain::Location read_location(const boost::json::value& object, const Place& place);

}  // namespace seva::hosting
