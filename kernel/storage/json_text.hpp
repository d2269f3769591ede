#pragma once

#include <string>
#include <string_view>

namespace seva::storage {

/// Appends the text as a JSON string, quotes and all. It is UTF-8, which nothing here checks.
void append_json_text(std::string& out, std::string_view text);

}  // namespace seva::storage
