#pragma once

#include <chrono>

namespace seva::domain {

/// A point in time: UTC, whole microseconds. The same everywhere: in memory, in storage (BIGINT), between kernel and plugins.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

[[nodiscard]] constexpr std::int64_t to_micros(Instant instant) { return instant.time_since_epoch().count(); }
[[nodiscard]] constexpr Instant from_micros(std::int64_t micros) { return Instant{std::chrono::microseconds{micros}}; }

}  // namespace seva::domain
