#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace seva {

/// A point in time: UTC, whole microseconds.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

[[nodiscard]] constexpr std::int64_t to_micros(Instant instant) { return instant.time_since_epoch().count(); }
[[nodiscard]] constexpr Instant from_micros(std::int64_t micros) { return Instant{std::chrono::microseconds{micros}}; }

/// The last that the boundary carries: integers stay below 2^53. It lies in the year 2255.
inline constexpr Instant kLastInstant = from_micros((std::int64_t{1} << 53) - 1);

// None of these looks at the machine's time zone or opens a file, so they work inside the sandbox, where timegm does not.

/// Reads RFC 3339, as `2018-10-10T20:19:24.000Z` or with an offset. Nothing if it is no date from 1970 to kLastInstant.
[[nodiscard]] std::optional<Instant> parse_rfc3339(std::string_view text);

/// Reads the date of X's API v1.1, `Wed Oct 10 20:19:24 +0000 2018`. The day of the week is not checked.
/// Nothing if it is no date from 1970 to kLastInstant.
[[nodiscard]] std::optional<Instant> parse_legacy_date(std::string_view text);

/// Writes RFC 3339 in UTC with whole seconds: `2018-10-10T20:19:24Z`. Fractions are cut.
[[nodiscard]] std::string to_rfc3339(Instant instant);

}  // namespace seva
