#pragma once

#include <filesystem>
#include <memory>

#include "actions/tried_plugin.hpp"

namespace seva::hosting {

/// `plugin_host`: the program for plugins' processes; empty: beside the program that runs.
[[nodiscard]] domain::Result<std::unique_ptr<actions::TriedPlugin>> try_plugin(const std::filesystem::path& file, actions::TriedWhere where,
                                                                               const std::filesystem::path& plugin_host = {});

}  // namespace seva::hosting
