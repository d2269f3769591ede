#pragma once

#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// Every plugin with how it does, and what the database knows of its day: for departments the tickets of today, and for those that are off what waits
/// for them in triage.
[[nodiscard]] std::vector<PluginFacts> show_plugins(Ports& ports);

}  // namespace seva::actions
