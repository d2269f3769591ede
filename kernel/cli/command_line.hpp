#pragma once

#include <iosfwd>

#include "actions/tried_plugin.hpp"
#include "cli/assembly.hpp"

namespace seva::cli {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;

/// Where a command reads and writes. `out` gets what was asked for, `err` everything else: progress and problems.
struct Terminal {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

/// The one program `seva`: reads the arguments, runs one subcommand, answers with its exit code. `--help` teaches each of them.
[[nodiscard]] int run(int argc, const char* const* argv, const Assemble& assemble, const actions::TryPlugin& try_plugin, Terminal terminal);

}  // namespace seva::cli
