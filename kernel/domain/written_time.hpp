#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "domain/instant.hpp"

namespace seva::domain {

/// ISO 8601 in UTC; whole seconds without a fraction, else to the microsecond: 2026-01-05T11:40:00Z.
[[nodiscard]] std::string written_time(Instant instant);

/// How a file writes its times.
struct TimeForm {
  std::string format;              ///< of strptime(3); empty: ISO 8601
  std::chrono::minutes offset{0};  ///< from UTC, of times that name none
};

/// nullopt: it is not of the form. ISO 8601 with T or a blank, with or without seconds, fraction, and Z or an offset; a date alone is its beginning.
[[nodiscard]] std::optional<Instant> time_from(const std::string& text, const TimeForm& form);

/// +05:30; nullopt: it is none.
[[nodiscard]] std::optional<std::chrono::minutes> offset_from(const std::string& text);

}  // namespace seva::domain
