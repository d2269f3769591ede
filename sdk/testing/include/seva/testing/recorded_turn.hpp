#pragma once

#include <filesystem>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace seva::testing {

/// A turn of a transcript, as written.
struct RecordedTurn {
  std::string told;     ///< comments, event and payload, as they stand in the file
  std::string event;    ///< one line of JSON; empty: the turn is a comment
  std::string payload;  ///< as on the wire
  std::string command;  ///< what follows `! `, of what is played by hand; no part of a transcript
  std::vector<std::string> effects;
};

/// The next turn of a text, which ends with a blank line; nothing: the text is over. Throws std::runtime_error at a line that is none of a turn.
[[nodiscard]] std::optional<RecordedTurn> read_turn(std::istream& in);

/// Throws std::runtime_error if the file cannot be read or is no transcript.
[[nodiscard]] std::vector<RecordedTurn> read_transcript(const std::filesystem::path& file);

}  // namespace seva::testing
