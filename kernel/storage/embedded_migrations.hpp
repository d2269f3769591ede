#pragma once

#include <string_view>
#include <vector>

namespace seva::storage {

struct Migration {
  int number = 0;
  std::string_view name;
  std::string_view text;  ///< statements that end with a semicolon at the end of a line, with the placeholders of dialect.hpp
};

/// All files of migrations/, by number. A file that was released is never changed: what comes later is a new file.
[[nodiscard]] const std::vector<Migration>& embedded_migrations();

}  // namespace seva::storage
