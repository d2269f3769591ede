#pragma once

#include <string_view>

namespace seva::http {

/// True where Accept-Encoding names the coding with a weight above zero (RFC 9110, section 12.5.3). `*` is not taken for an invitation.
[[nodiscard]] bool accepts(std::string_view accept_encoding, std::string_view coding);

/// True where If-None-Match names the tag, compared weakly, or is `*` (RFC 9110, section 13.1.2).
[[nodiscard]] bool names_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace seva::http
