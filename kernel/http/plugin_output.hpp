#pragma once

#include <boost/json.hpp>

#include "actions/administer_plugins.hpp"
#include "actions/approve_hosts.hpp"

namespace seva::http {

/// A plugin as the list of plugins shows it, with who approved its hosts.
[[nodiscard]] boost::json::object json_of(const actions::PluginFacts& plugin, const domain::Instance& instance, actions::PluginCatalogue& plugins,
                                          const std::vector<domain::HostApproval>& approvals);
[[nodiscard]] boost::json::object json_of(const actions::PluginConfigFile& file);
[[nodiscard]] boost::json::object json_of(const actions::ConfigCheck& check);
/// Without its bytes.
[[nodiscard]] boost::json::object json_of(const actions::DeadLetter& letter, actions::PluginCatalogue& plugins);

}  // namespace seva::http
