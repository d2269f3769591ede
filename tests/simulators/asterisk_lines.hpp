#pragma once

#include <string>

#include "simulators/asterisk.hpp"

/// How the simulated exchange writes its events.
namespace seva::simulators {

[[nodiscard]] std::string md5_hex(const std::string& text);
/// The lines of an event as they stand on the wire.
[[nodiscard]] std::string wire(const std::string& lines);
[[nodiscard]] std::string or_unknown(const std::string& text);
[[nodiscard]] std::string channel_lines(const AsteriskCall& call, int state);
[[nodiscard]] std::string agent_lines(const std::string& agent);

}  // namespace seva::simulators
