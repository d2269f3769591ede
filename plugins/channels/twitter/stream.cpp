#include "stream.hpp"

#include "post.hpp"

namespace seva::twitter {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

void report_error(json::View error, Effects& effects) {
  const json::View title = error["title"] ? error["title"] : error["message"];
  const std::string_view text = title.is_text() ? title.text() : "The stream reported an error.";
  effects.health("stream", HealthState::degraded, text);
  effects.log(LogLevel::warning, "stream_error", text);
}

}  // namespace

void StreamReader::read(std::string_view data, Effects& effects) {
  std::size_t start = 0;
  while (start < data.size()) {
    const std::size_t end = std::min(data.find('\n', start), data.size());
    const std::string_view line = data.substr(start, end - start);
    const std::size_t first = line.find_first_not_of(kBlank);
    if (first != std::string_view::npos) {
      const std::size_t last = line.find_last_not_of(kBlank);
      read_line(line.substr(first, last - first + 1), start + first, effects);
    }
    start = end + 1;
  }
}

void StreamReader::read_line(std::string_view line, std::size_t offset, Effects& effects) {
  const json::ParseResult parsed = document_.parse(line);
  if (parsed != json::ParseResult::ok) return effects.unreadable(offset, line.size(), reason_of(parsed));
  const json::View root = document_.root();
  const json::View data = root["data"];
  if (data.is_object()) return add(read_post(data, root["includes"], accounts_), offset, line.size(), effects);
  if (data.is_array() && data.size() > 0) {
    for (const json::View post : data) add(read_post(post, root["includes"], accounts_), offset, line.size(), effects);
    return;
  }
  if (root["user"].is_object()) return add(read_status(root, accounts_), offset, line.size(), effects);
  if (root["errors"].size() > 0) return report_error(root["errors"].at(0), effects);
  effects.unreadable(offset, line.size(), "unknown_event");
}

}  // namespace seva::twitter
