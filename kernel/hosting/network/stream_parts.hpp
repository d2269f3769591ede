#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace seva::hosting {

/// Cuts what comes by a stream into whole parts, however the network broke it up.
class StreamParts {
 public:
  /// `delimiter` is not empty. `longest` counts the delimiter.
  StreamParts(std::string delimiter, std::size_t longest) : delimiter_(std::move(delimiter)), longest_(longest) {}

  /// False: a part is longer than it may be; the stream cannot go on. Parts before it are whole.
  [[nodiscard]] bool add(std::string_view bytes);

  [[nodiscard]] bool has_parts() const { return !parts_.empty(); }
  [[nodiscard]] std::size_t bytes() const { return part_bytes_; }
  [[nodiscard]] std::size_t count() const { return parts_.size(); }
  /// The parts that are whole, at most `most` or `most_bytes` of them together, but at least one.
  [[nodiscard]] std::vector<std::string> take(std::size_t most, std::size_t most_bytes);
  /// Something came after the last delimiter.
  [[nodiscard]] bool has_rest() const { return !rest_.empty(); }

 private:
  std::string delimiter_;
  std::size_t longest_;
  std::vector<std::string> parts_;
  std::size_t part_bytes_ = 0;
  std::string rest_;
  std::size_t searched_ = 0;  ///< of the rest, where no delimiter can begin any more
};

}  // namespace seva::hosting
