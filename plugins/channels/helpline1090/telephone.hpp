#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace seva::helpline1090 {

/// One form for all the ways in which gateways write a number, so that a caller and a writer are the same person: + and the country's digits
/// (E.164). A leading 0 or ten bare digits are numbers of `country`. Nothing where it is no number of a person: letters, or fewer than seven digits,
/// as services have.
[[nodiscard]] std::optional<std::string> person_number(std::string_view written, std::string_view country);

}  // namespace seva::helpline1090
