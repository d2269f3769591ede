#pragma once

#include <functional>
#include <string>

#include "domain/instance.hpp"
#include "domain/result.hpp"

namespace seva::settings {

/// Looks up an environment variable; nullptr where it is not set. Tests pass their own.
using EnvironmentLookup = std::function<const char*(const char*)>;

/// Reads an instance's folder: seva.yaml, units.csv, accounts.csv, hashtags.csv, categories.csv, sla.yaml, replies.yaml.
/// Does nothing but read: no network, no plugin is loaded. Unknown keys, double codes, units that do not exist and wrong values are refused; the
/// Problem names file, line and key. The instance's id is the folder's name. Secrets are named in the file and taken from the environment or from a
/// file of their own.
[[nodiscard]] domain::Result<domain::Instance> load_instance(const std::string& folder, const EnvironmentLookup& environment);

}  // namespace seva::settings
