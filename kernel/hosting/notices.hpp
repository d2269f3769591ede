#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>

#include "hosting/json_reader.hpp"

namespace seva::hosting {

enum class HealthState : std::uint8_t { ok = 1, degraded, down, needs_login };
enum class LogLevel : std::uint8_t { debug = 1, info, warning, error };

/// How a part of a plugin does, in its own words.
struct HealthReport {
  std::string part;
  HealthState state = HealthState::ok;
  std::string detail;
};

struct LogLine {
  LogLevel level = LogLevel::info;
  std::string code;
  std::string text;
};

[[nodiscard]] HealthReport read_health(const boost::json::value& effect, const Place& place);
[[nodiscard]] LogLine read_log(const boost::json::value& effect, const Place& place);

/// Writes the line to the program's log, shortened and without control characters.
void write_log(const std::string& plugin, const LogLine& line);

[[nodiscard]] std::string_view name_of(HealthState state);

}  // namespace seva::hosting
