#pragma once

#include <map>
#include <string>
#include <string_view>

namespace seva::helpline1090 {

/// The fields of a query or a form (application/x-www-form-urlencoded) as raw bytes: an SMS may come in any character set. The first of each name
/// counts; an escape that is none stands as it is written. Total: nothing that a peer sends makes it fail.
using FormFields = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] FormFields read_fields(std::string_view encoded);

/// What stands after the question mark of an address.
[[nodiscard]] std::string_view query_of(std::string_view url);

/// Empty where there is none.
[[nodiscard]] std::string_view value_of(const FormFields& fields, std::string_view name);

/// Undoes % escapes; a plus is a blank where `is_form`.
[[nodiscard]] std::string decoded(std::string_view encoded, bool is_form);

}  // namespace seva::helpline1090
