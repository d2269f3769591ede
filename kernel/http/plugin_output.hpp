#pragma once

#include <boost/json.hpp>

#include "actions/administer_plugins.hpp"

namespace seva::http {

/// A plugin as the list of plugins shows it; `now` is what its crashes of the last 24 hours are counted from.
[[nodiscard]] boost::json::object json_of(const actions::PluginFacts& plugin, const domain::Instance& instance, actions::PluginCatalogue& plugins);
[[nodiscard]] boost::json::object json_of(const actions::PluginConfigFile& file);
[[nodiscard]] boost::json::object json_of(const actions::ConfigCheck& check);
/// Without its bytes.
[[nodiscard]] boost::json::object json_of(const actions::DeadLetter& letter, actions::PluginCatalogue& plugins);

}  // namespace seva::http
