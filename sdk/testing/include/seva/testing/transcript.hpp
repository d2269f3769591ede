#pragma once

#include <filesystem>
#include <string>

#include "seva/plugin.h"
#include "seva/testing/subject.hpp"

namespace seva::testing {

/// Plays a transcript to a plugin and compares its effects. Empty if they are as written, else a readable account of the first turn that differs.
///
/// A transcript is a text file of turns, divided by blank lines. A line begins with
///   `# `  a comment,
///   `> `  an event as one line of JSON; id and now may be left out,
///   `| `  a line of the event's payload, which ends with CR LF on the wire,
///   `& `  payload without a line end,
///   `< `  an effect that is expected, as one line of JSON.
/// With SEVA_UPDATE_TRANSCRIPTS=1 in the environment the expected effects are written anew, and the answer is empty: review the difference.
/// Throws std::runtime_error if the file cannot be read or is no transcript.
[[nodiscard]] std::string play_transcript(const seva_plugin& plugin, const std::filesystem::path& file);
/// The same, with the caller saying whether the expected effects are written anew.
[[nodiscard]] std::string play_transcript(Subject& plugin, const std::filesystem::path& file, bool is_update);

}  // namespace seva::testing
