#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actions/plugin_control.hpp"
#include "domain/result.hpp"

namespace seva::hosting {

/// What keeps a text from being a JSON Schema; nullopt: nothing does.
[[nodiscard]] std::optional<std::string> schema_mistake(const std::string& schema_json);

/// Holds a plugin's configuration against the schema of its manifest. A key that the schema does not know is an error, unless the schema says
/// itself what becomes of others. nullopt: it fits. The Problem's code is config_refused; `where` is `plugin`.config.key.
[[nodiscard]] std::optional<domain::Problem> config_problem(const std::string& plugin, const std::string& config_json,
                                                            const std::string& schema_json);

/// The same for people who fill in a form: everything that is wrong, each with the JSON Pointer of its place.
[[nodiscard]] std::vector<actions::ConfigProblem> config_problems(const std::string& config_json, const std::string& schema_json);

}  // namespace seva::hosting
