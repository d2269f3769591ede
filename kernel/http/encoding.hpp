#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/exchange.hpp"

namespace seva::http {

/// True for well-formed UTF-8 without NUL.
[[nodiscard]] bool is_clean_text(std::string_view text);

/// Decodes %XX, and + where `plus_is_blank`. nullopt: a broken escape, invalid UTF-8, or NUL.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view encoded, bool plus_is_blank = false);

/// Everything but unreserved characters (RFC 3986) as %XX.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// Reads `a=1&b=2` as a query or a form has it. nullopt: not to be decoded, or more than 200 fields.
[[nodiscard]] std::optional<Fields> parse_query(std::string_view encoded);

/// The opposite; without the question mark.
[[nodiscard]] std::string written_query(const Fields& fields);

/// Compares without telling by the time taken where the two differ.
[[nodiscard]] bool is_same_secret(std::string_view left, std::string_view right);

[[nodiscard]] std::string lower_case(std::string_view ascii);

}  // namespace seva::http
