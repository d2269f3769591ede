#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "hosting/set_aside.hpp"

namespace seva::hosting {

/// One line of a file.
struct Line {
  std::int64_t number = 0;           ///< from 1
  std::string_view bytes;            ///< without its end; valid until the next line is read; empty where it is too long
  std::optional<SetAside> too_long;  ///< the line was longer than a part may be, and was never held in memory
};

/// Reads a file line by line in pieces of 256 KB. What ends a line is the channel's to say; LF takes a CR before it with it. The last line needs no
/// end.
class LineReader {
 public:
  LineReader(std::istream& file, std::size_t longest, std::string end = "\n");

  /// nullopt: the file ends.
  [[nodiscard]] std::optional<Line> next();

 private:
  [[nodiscard]] bool refill();
  [[nodiscard]] std::string_view without_return(std::string_view line) const;
  [[nodiscard]] Line too_long_line();

  std::istream& file_;
  std::size_t longest_;
  std::string end_;
  std::string buffer_;
  std::size_t begin_ = 0;  ///< of what is not read yet
  std::int64_t number_ = 0;
  bool is_at_end_ = false;
};

}  // namespace seva::hosting
