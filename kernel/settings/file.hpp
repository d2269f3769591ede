#pragma once

#include <string>

#include "domain/result.hpp"

namespace seva::settings {

/// The bytes of a file of at most 64 MiB.
[[nodiscard]] domain::Result<std::string> read_file(const std::string& path);

}  // namespace seva::settings
