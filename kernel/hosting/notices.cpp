#include "hosting/notices.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <cctype>

namespace seva::hosting {
namespace {

namespace json = boost::json;

constexpr std::array<std::pair<HealthState, std::string_view>, 4> kHealthStates{
    {{HealthState::ok, "ok"}, {HealthState::degraded, "degraded"}, {HealthState::down, "down"}, {HealthState::needs_login, "needs_login"}}};

constexpr std::array<std::pair<LogLevel, std::string_view>, 4> kLogLevels{
    {{LogLevel::debug, "debug"}, {LogLevel::info, "info"}, {LogLevel::warning, "warning"}, {LogLevel::error, "error"}}};

constexpr std::size_t kLongestLogText = 500;

template <class Names>
auto read_word(const Names& names, const json::value& value, const Place& place) {
  const std::string_view word = read_view(value, place);
  for (const auto& [known, name] : names)
    if (name == word) return known;
  throw Refusal(place, "The kernel does not know this word.");
}

std::string one_line(std::string_view text) {
  std::string line(text.substr(0, kLongestLogText));
  for (char& byte : line)
    if (std::iscntrl(static_cast<unsigned char>(byte)) != 0) byte = ' ';
  return line;
}

spdlog::level::level_enum severity(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::warning: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
    default: return spdlog::level::info;
  }
}

}  // namespace

HealthReport read_health(const json::value& effect, const Place& place) {
  HealthReport report;
  bool has_state = false;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "part") {
      report.part = read_text(value, at);
    } else if (name == "state") {
      report.state = read_word(kHealthStates, value, at);
      has_state = true;
    } else if (name == "detail") {
      report.detail = read_text(value, at);
    } else {
      return name == "type";
    }
    return true;
  });
  require(!report.part.empty(), place, "part");
  require(has_state, place, "state");
  return report;
}

LogLine read_log(const json::value& effect, const Place& place) {
  LogLine line;
  bool has_level = false;
  bool has_text = false;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "level") {
      line.level = read_word(kLogLevels, value, at);
      has_level = true;
    } else if (name == "code") {
      line.code = read_text(value, at);
    } else if (name == "text") {
      line.text = read_text(value, at);
      has_text = true;
    } else {
      return name == "type";
    }
    return true;
  });
  require(!line.code.empty(), place, "code");
  require(has_level, place, "level");
  require(has_text, place, "text");
  return line;
}

void write_log(const std::string& plugin, const LogLine& line) {
  spdlog::log(severity(line.level), "plugin {}: {}: {}", plugin, one_line(line.code), one_line(line.text));
}

std::string_view name_of(HealthState state) {
  for (const auto& [known, name] : kHealthStates)
    if (known == state) return name;
  return {};
}

}  // namespace seva::hosting
