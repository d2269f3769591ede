#pragma once

#include <string>

namespace seva::exchange {

/// The value as it stands in a CSV (RFC 4180): quoted where it must be, and with an apostrophe before what a table would take for a formula.
[[nodiscard]] std::string csv_value(std::string value);

}  // namespace seva::exchange
