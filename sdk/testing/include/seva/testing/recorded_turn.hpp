#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace seva::testing {

/// A turn of a transcript, as written.
struct RecordedTurn {
  std::string told;     ///< comments, event and payload, as they stand in the file
  std::string event;    ///< one line of JSON; empty: the turn is a comment
  std::string payload;  ///< as on the wire
  std::vector<std::string> effects;
};

/// Throws std::runtime_error if the file cannot be read or is no transcript.
[[nodiscard]] std::vector<RecordedTurn> read_transcript(const std::filesystem::path& file);

}  // namespace seva::testing
