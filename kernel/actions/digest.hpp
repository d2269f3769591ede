#pragma once

#include <string>
#include <string_view>

namespace seva::actions {

/// SHA-256 in lower-case hexadecimal (FIPS 180-4).
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace seva::actions
