#pragma once

#include "cli/commands.hpp"

namespace seva::cli {

/// Runs the command on the assembled system; problems and exceptions are told once, here. `command` takes the Assembly and answers Result<void>.
template <class Command>
int with_system(Context& context, Depth depth, Command command) {
  try {
    auto assembly = context.assemble(context.options, depth);
    if (!assembly) return report(context, assembly.error());
    const domain::Result<void> result = command(**assembly);
    return result ? kDone : report(context, result.error());
  } catch (const std::exception& error) {
    return report(context, {domain::ProblemKind::unavailable, "failed", error.what(), {}, "Look at the lines above and at the log."});
  }
}

}  // namespace seva::cli
