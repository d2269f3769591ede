#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>

/// The published schemas (sdk/schemas), asked whether something is right by them. Each answers where it is wrong and how, or nothing. Safe to use
/// from any thread.
namespace seva::testing {

enum class PluginKind : std::uint8_t { channel = 1, department };

[[nodiscard]] std::optional<std::string> manifest_problem(const boost::json::value& manifest);

/// An effect of a channel or of a department.
[[nodiscard]] std::optional<std::string> effect_problem(const boost::json::value& effect);

/// An event, looked at more closely than a plugin may: a field that the schema does not name is a fault here, since the kernel writes none that is
/// not described.
[[nodiscard]] std::optional<std::string> event_problem(PluginKind kind, const boost::json::value& event);
/// The payload of `assess`, as closely.
[[nodiscard]] std::optional<std::string> assess_payload_problem(const boost::json::value& payload);

}  // namespace seva::testing
