#include "hosting/line_reader.hpp"

#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

constexpr std::size_t kPiece = 256 * kKibibyte;

}  // namespace

LineReader::LineReader(std::istream& file, std::size_t longest, std::string end) : file_(file), longest_(longest), end_(std::move(end)) {}

std::string_view LineReader::without_return(std::string_view line) const {
  if (end_ == "\n" && line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Keeps what is not read yet and adds a piece. False: the file has no more.
bool LineReader::refill() {
  if (is_at_end_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + kPiece);
  file_.read(buffer_.data() + kept, kPiece);
  const auto size = static_cast<std::size_t>(file_.gcount());
  buffer_.resize(kept + size);
  is_at_end_ = size == 0;
  return !is_at_end_;
}

std::optional<Line> LineReader::next() {
  std::size_t searched = 0;
  while (true) {
    const std::size_t end = buffer_.find(end_, begin_ + searched);
    if (end != std::string::npos) {
      const auto line = without_return(std::string_view(buffer_).substr(begin_, end - begin_));
      if (line.size() > longest_) return too_long_line();
      begin_ = end + end_.size();
      return Line{++number_, line, std::nullopt};
    }
    const std::size_t held = buffer_.size() - begin_;
    if (held > longest_ + end_.size()) return too_long_line();
    searched = held < end_.size() ? 0 : held - end_.size() + 1;
    if (refill()) continue;
    if (held == 0) return std::nullopt;
    const std::size_t begin = begin_;
    begin_ = buffer_.size();
    const auto line = without_return(std::string_view(buffer_).substr(begin));
    if (line.size() <= longest_) return Line{++number_, line, std::nullopt};
    begin_ = begin;
    return too_long_line();
  }
}

Line LineReader::too_long_line() {
  Line line{++number_, {}, SetAside{}};
  bool had_return = false;
  const auto add = [&](std::string_view bytes) {
    if (bytes.empty()) return;
    if (std::exchange(had_return, bytes.ends_with('\r'))) line.too_long->add("\r");
    line.too_long->add(without_return(bytes));
  };
  while (true) {
    const std::size_t end = buffer_.find(end_, begin_);
    const std::size_t surely = buffer_.size() - std::min(buffer_.size(), begin_ + end_.size() - 1);
    const auto piece = std::string_view(buffer_).substr(begin_, end == std::string::npos ? surely : end - begin_);
    add(piece);
    begin_ += piece.size();
    if (end != std::string::npos) {
      begin_ += end_.size();
      return line;
    }
    if (refill()) continue;
    add(std::string_view(buffer_).substr(begin_));
    begin_ = buffer_.size();
    return line;
  }
}

}  // namespace seva::hosting
