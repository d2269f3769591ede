#include "http/live/event_log.hpp"

#include <charconv>

namespace seva::http {

void EventLog::add(LiveEvent event) {
  event.number = next();
  events_.push_back(std::move(event));
  if (events_.size() <= most_) return;
  events_.pop_front();
  ++first_;
}

void EventLog::forget() {
  first_ = next() + 1;
  events_.clear();
}

std::string EventLog::id_of(std::uint64_t number, const Rights& rights) const { return epoch_ + '-' + rights.mark + '-' + std::to_string(number); }

EventLog::Start EventLog::start_after(std::string_view last_event_id, const Rights& rights) const {
  if (last_event_id.empty()) return {next(), std::nullopt};
  const auto first = last_event_id.find('-');
  const auto second = last_event_id.rfind('-');
  if (first == second || last_event_id.substr(0, first) != epoch_) return {next(), "restart"};
  const std::string_view digits = last_event_id.substr(second + 1);
  std::uint64_t last = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), last);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || last >= next()) return {next(), "restart"};
  if (last_event_id.substr(first + 1, second - first - 1) != rights.mark) return {next(), "rights"};
  if (!reaches_back_to(last + 1)) return {next(), "gap"};
  return {last + 1, std::nullopt};
}

}  // namespace seva::http
