#pragma once

#include <boost/json.hpp>

#include "actions/read_calls.hpp"

namespace seva::http {

[[nodiscard]] boost::json::object json_of(const domain::CallSession& call, const domain::Instance& instance, actions::PluginCatalogue& plugins);
/// With the ticket and the screen-pop.
[[nodiscard]] boost::json::object json_of(const actions::CallFile& file, const domain::Instance& instance, actions::PluginCatalogue& plugins);

}  // namespace seva::http
