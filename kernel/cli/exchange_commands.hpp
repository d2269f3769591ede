#pragma once

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace seva::cli {

/// Adds `export` and `import`. `status` is set by the command that runs; it and `context` outlive the parsing.
void add_exchange_commands(CLI::App& app, Context& context, int& status);

}  // namespace seva::cli
