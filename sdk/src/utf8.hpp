#pragma once

#include <cstddef>
#include <string_view>

namespace seva::json {

/// The length of the UTF-8 sequence at the start of `text`, which is not empty; 0 if there is no valid one (Unicode 15, table 3-7).
[[nodiscard]] std::size_t utf8_length(std::string_view text);

[[nodiscard]] bool is_valid_utf8(std::string_view text);

}  // namespace seva::json
