#include "domain/written_time.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <regex>

namespace seva::domain {
namespace {

using std::chrono::microseconds;
using std::chrono::minutes;

constexpr int kMostHours = 14;  // the farthest zone there is

std::optional<Instant> instant_of(std::tm& parts) {
  const std::tm asked = parts;
  const std::time_t seconds = ::timegm(&parts);
  const bool is_a_day = asked.tm_mday == parts.tm_mday && asked.tm_mon == parts.tm_mon && asked.tm_hour == parts.tm_hour;  // not 31 February
  if (!is_a_day) return std::nullopt;
  return Instant{std::chrono::seconds{seconds}};
}

std::optional<Instant> in_own_form(const std::string& text, const TimeForm& form) {
  std::tm parts{};
  const char* const end = ::strptime(text.c_str(), form.format.c_str(), &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  const bool names_offset = form.format.find("%z") != std::string::npos;
  const auto offset = names_offset ? std::chrono::seconds{parts.tm_gmtoff} : std::chrono::seconds{form.offset};
  const auto instant = instant_of(parts);
  if (!instant) return std::nullopt;
  return *instant - offset;
}

/// The digits of a fraction as microseconds; further ones are cut.
microseconds fraction_of(std::string digits) {
  digits.resize(6, '0');
  return microseconds{std::stol(digits)};
}

}  // namespace

std::string written_time(Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
  const std::time_t time = seconds.time_since_epoch().count();
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::array<char, 40> text{};
  std::string written(text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts));
  if (const auto rest = (instant - seconds).count(); rest != 0) {
    std::snprintf(text.data(), text.size(), ".%06ld", static_cast<long>(rest));
    written += text.data();
  }
  return written + "Z";
}

std::optional<minutes> offset_from(const std::string& text) {
  static const std::regex kOffset("([+-])([0-9]{2}):?([0-5][0-9])");
  std::smatch parts;
  if (!std::regex_match(text, parts, kOffset)) return std::nullopt;
  const int hours = std::stoi(parts[2].str());
  if (hours > kMostHours) return std::nullopt;
  const minutes size{hours * 60 + std::stoi(parts[3].str())};
  return parts[1].str() == "-" ? -size : size;
}

std::optional<Instant> time_from(const std::string& text, const TimeForm& form) {
  if (text.size() > 64) return std::nullopt;
  if (!form.format.empty()) return in_own_form(text, form);
  static const std::regex kIso(
      "([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?");
  std::smatch match;
  if (!std::regex_match(text, match, kIso)) return std::nullopt;
  const auto number = [&](int place) { return match[place].matched ? std::stoi(match[place].str()) : 0; };
  std::tm parts{};
  parts.tm_year = number(1) - 1900;
  parts.tm_mon = number(2) - 1;
  parts.tm_mday = number(3);
  parts.tm_hour = number(4);
  parts.tm_min = number(5);
  parts.tm_sec = number(6);
  if (parts.tm_min > 59 || parts.tm_sec > 60) return std::nullopt;
  auto instant = instant_of(parts);
  if (!instant) return std::nullopt;
  if (match[7].matched) *instant += fraction_of(match[7].str());
  const std::string zone = match[8].str();
  if (zone == "Z") return instant;
  const auto offset = zone.empty() ? std::optional(form.offset) : offset_from(zone);
  if (!offset) return std::nullopt;
  return *instant - *offset;
}

}  // namespace seva::domain
