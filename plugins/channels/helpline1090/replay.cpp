#include "replay.hpp"

#include <algorithm>

namespace seva::helpline1090 {
namespace {

/// In a file the time that stands there counts, however long ago.
Instant recorded_at(const FormFields& fields, Instant now) {
  const std::string_view seconds = value_of(fields, "time");
  if (seconds.empty() || seconds.size() > 10 || seconds.find_first_not_of("0123456789") != std::string_view::npos) return now;
  return Instant{std::chrono::seconds{std::stoll(std::string(seconds))}};
}

bool read_line(std::string_view line, const StreamData& data, Intake& intake, Effects& effects) {
  if (!line.starts_with("GET /sms?")) return false;
  const FormFields fields = read_fields(query_of(line));
  const Instant at = recorded_at(fields, data.now);
  Sms sms = read_get(fields, at);
  if (sms.from.empty()) return false;
  intake.take(std::move(sms), at, effects);
  return true;
}

}  // namespace

void read_replay(const StreamData& data, Intake& intake, Effects& effects) {
  std::size_t begin = 0;
  while (begin < data.data.size()) {
    const std::size_t end = std::min(data.data.find('\n', begin), data.data.size());
    std::string_view line = data.data.substr(begin, end - begin);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (!line.empty() && !read_line(line, data, intake, effects)) effects.unreadable(begin, line.size(), "not_a_request");
    begin = end + 1;
  }
}

}  // namespace seva::helpline1090
