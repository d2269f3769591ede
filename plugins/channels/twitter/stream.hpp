#pragma once

#include <string_view>

#include "accounts.hpp"
#include "seva/effects.hpp"
#include "seva/json.hpp"

namespace seva::twitter {

/// Reads the lines of a filtered stream, or of a file recorded from one. Each line is one of: a post of API v2 with what it refers to, a page
/// of such posts, a status of API v1.1, an error of the stream, nothing (a sign of life). A line that is none of these is handed on as
/// unreadable with its place in the data; the others go through.
class StreamReader {
 public:
  /// `accounts` outlives the reader.
  explicit StreamReader(const Accounts& accounts) : accounts_(accounts) {}

  void read(std::string_view data, Effects& effects);

 private:
  void read_line(std::string_view line, std::size_t offset, Effects& effects);

  const Accounts& accounts_;
  json::Document document_;
};

}  // namespace seva::twitter
