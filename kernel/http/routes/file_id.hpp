#pragma once

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "domain/file.hpp"

namespace seva::http {

/// None where it is no number: nothing is found by it.
[[nodiscard]] inline domain::FileId file_id(std::string_view digits) {
  std::int64_t id = 0;
  const char* const end = digits.data() + digits.size();
  return std::from_chars(digits.data(), end, id) == std::from_chars_result{end, std::errc{}} ? domain::FileId{id} : domain::FileId{};
}

[[nodiscard]] inline std::vector<domain::FileId> file_ids(const std::vector<std::string>& names) {
  std::vector<domain::FileId> ids;
  for (const std::string& digits : names) ids.push_back(file_id(digits));
  return ids;
}

}  // namespace seva::http
