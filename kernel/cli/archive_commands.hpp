#pragma once

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace seva::cli {

/// `seva archive --closed-before MONTH --to FOLDER`, `seva archive --look FILE`, `seva archive --restore FILE`.
void add_archive_commands(CLI::App& app, Context& context, int& status);

}  // namespace seva::cli
