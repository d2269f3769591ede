#pragma once

#include <charconv>
#include <string_view>

#include "domain/file.hpp"

namespace seva::http {

/// None where it is no number: nothing is found by it.
[[nodiscard]] inline domain::FileId file_id(std::string_view digits) {
  std::int64_t id = 0;
  const char* const end = digits.data() + digits.size();
  return std::from_chars(digits.data(), end, id) == std::from_chars_result{end, std::errc{}} ? domain::FileId{id} : domain::FileId{};
}

}  // namespace seva::http
