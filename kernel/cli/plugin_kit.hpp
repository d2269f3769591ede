#pragma once

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace seva::cli {

/// Adds what authors of plugins use to `seva plugin`: new, check, run, package. They need no instance and open nothing of it.
void add_plugin_kit(CLI::App& plugin_command, Context& context, int& status);

struct NewPlugin {
  std::string name;
  std::string kind = "channel";
  bool is_polling = false;
  bool is_webhook = false;
  std::string template_name;  ///< webhook, polling, department or python; empty: as the others say
};
/// Writes the folder NAME from a template. Never over a folder that is there.
[[nodiscard]] int new_plugin(Context& context, const NewPlugin& wanted);

struct CheckedPlugin {
  std::string file;
  std::string transcripts;  ///< empty: the folder `transcripts` beside the file or above it
  bool is_update = false;
  std::string into = ".";  ///< package: where the archive is written
};
[[nodiscard]] int check_plugin(Context& context, const CheckedPlugin& plugin);
/// Checks, then writes NAME-VERSION.tar.gz.
[[nodiscard]] int package_plugin(Context& context, const CheckedPlugin& plugin);

/// Plays what comes by standard input, a turn at a time, and prints what the plugin answers: a transcript.
[[nodiscard]] int run_plugin(Context& context, const std::string& file, bool is_in_process);

}  // namespace seva::cli
