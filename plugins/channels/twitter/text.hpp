#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "seva/instant.hpp"

namespace seva::twitter {

/// X escapes &, < and > in texts and nothing else; this undoes it.
[[nodiscard]] std::string without_entities(std::string_view text);

/// The words behind # or @ in a text, for posts that come without their entities. A hashtag runs to the next ASCII character that is neither
/// letter, digit nor underscore, or to the danda; a handle has at most 15 ASCII letters, digits and underscores.
[[nodiscard]] std::vector<std::string> hashtags_in(std::string_view text);
[[nodiscard]] std::vector<std::string> handles_in(std::string_view text);

/// True if the post `found` says what we sent as `wanted`: X puts the names of those answered in front, and changes links.
[[nodiscard]] bool is_same_reply(std::string_view found, std::string_view wanted);

/// BCP 47; empty for X's words that name no language (und, qme, qst, zxx, …).
[[nodiscard]] std::string language_tag(std::string_view x_language);

/// The time in X's ids: milliseconds since 2010-11-04T01:42:54.657Z above the lowest 22 bits. Nothing for what is no such id.
[[nodiscard]] std::optional<Instant> time_of_id(std::string_view id);

}  // namespace seva::twitter
