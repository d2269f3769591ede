#pragma once

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace seva::cli {

/// `seva backup FILE`, `seva backup --look FILE`, `seva restore FILE`.
void add_backup_commands(CLI::App& app, Context& context, int& status);

}  // namespace seva::cli
