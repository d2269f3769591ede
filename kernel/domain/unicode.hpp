#pragma once

#include <string>
#include <string_view>

namespace seva::domain {

/// Well-formed UTF-8 by the Unicode standard (table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

/// The text in Normalization Form C (UAX #15). `text` must be well-formed. Cheap where it is in that form already.
[[nodiscard]] std::string to_nfc(std::string text);

/// With the differences of case removed (full case folding), so that two texts can be compared or searched. `text` must be well-formed.
[[nodiscard]] std::string case_folded(std::string_view text);

/// True when at least one letter is Devanagari and no fewer than the Latin ones: the language to answer in, where the channel does not say.
[[nodiscard]] bool is_mostly_devanagari(std::string_view text);

}  // namespace seva::domain
