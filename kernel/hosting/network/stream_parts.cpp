#include "hosting/network/stream_parts.hpp"

#include <iterator>

namespace seva::hosting {

bool StreamParts::add(std::string_view bytes) {
  rest_ += bytes;
  std::size_t begin = 0;
  for (auto at = rest_.find(delimiter_, searched_); at != std::string::npos; at = rest_.find(delimiter_, begin)) {
    const std::size_t end = at + delimiter_.size();
    if (end - begin > longest_) return false;
    parts_.push_back(rest_.substr(begin, end - begin));
    part_bytes_ += end - begin;
    begin = end;
  }
  rest_.erase(0, begin);
  searched_ = rest_.size() < delimiter_.size() ? 0 : rest_.size() - delimiter_.size() + 1;
  return rest_.size() <= longest_;
}

std::vector<std::string> StreamParts::take(std::size_t most, std::size_t most_bytes) {
  std::size_t count = 0;
  std::size_t bytes = 0;
  while (count < parts_.size() && count < most && (count == 0 || bytes + parts_[count].size() <= most_bytes)) bytes += parts_[count++].size();
  const auto end = parts_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<std::string> taken(std::make_move_iterator(parts_.begin()), std::make_move_iterator(end));
  parts_.erase(parts_.begin(), end);
  part_bytes_ -= bytes;
  return taken;
}

}  // namespace seva::hosting
