#pragma once

#include <string>
#include <string_view>

namespace seva::helpline1090 {

/// Bytes of a named character set as UTF-8: UTF-8, UTF-16BE (also as UCS-2 and UTF-16), UTF-16LE, else Latin 1, which knows every byte.
/// What is no character becomes U+FFFD, and control characters other than line ends become blanks. Never fails.
[[nodiscard]] std::string to_utf8(std::string_view bytes, std::string_view charset);

/// True if all of it can be sent in the GSM alphabet of 3GPP TS 23.038, one or two septets a character.
[[nodiscard]] bool fits_gsm_alphabet(std::string_view utf8);

}  // namespace seva::helpline1090
