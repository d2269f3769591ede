#pragma once

#include <string>
#include <string_view>

namespace seva::domain {

/// A telephone number as it is compared and kept: E.164 with its plus sign, where it can be read as one; else its digits, letters and marks as given.
/// Digits without a country are Indian (TRAI's numbering plan): ten digits, with 0, 91 or 0091 before them or not.
/// Empty for what is no number: empty, "anonymous", "unknown" and the like.
[[nodiscard]] std::string dialled_number(std::string_view written);

}  // namespace seva::domain
