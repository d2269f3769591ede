#include "hosting/line_reader.hpp"

#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

constexpr std::size_t kPiece = 256 * kKibibyte;

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

LineReader::LineReader(std::istream& file, std::size_t longest) : file_(file), longest_(longest) {}

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
    const std::size_t end = buffer_.find('\n', begin_ + searched);
    if (end != std::string::npos) {
      const auto line = without_return(std::string_view(buffer_).substr(begin_, end - begin_));
      if (line.size() > longest_) return too_long_line();
      begin_ = end + 1;
      return Line{++number_, line, std::nullopt};
    }
    searched = buffer_.size() - begin_;
    if (searched > longest_ + 1) return too_long_line();
    if (refill()) continue;
    if (searched == 0) return std::nullopt;
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
    const std::size_t end = buffer_.find('\n', begin_);
    const auto piece = std::string_view(buffer_).substr(begin_, end == std::string::npos ? std::string::npos : end - begin_);
    add(piece);
    begin_ += piece.size();
    if (end != std::string::npos) {
      ++begin_;
      return line;
    }
    if (!refill()) return line;
  }
}

}  // namespace seva::hosting
