#pragma once

#include <optional>
#include <string>

#include "domain/result.hpp"

namespace seva::hosting {

/// What keeps a text from being a JSON Schema; nullopt: nothing does.
[[nodiscard]] std::optional<std::string> schema_mistake(const std::string& schema_json);

/// Holds a plugin's configuration against the schema of its manifest. A key that the schema does not know is an error, unless the schema says
/// itself what becomes of others. nullopt: it fits. The Problem's code is config_refused; `where` is `plugin`.config.key.
[[nodiscard]] std::optional<domain::Problem> config_problem(const std::string& plugin, const std::string& config_json,
                                                            const std::string& schema_json);

}  // namespace seva::hosting
