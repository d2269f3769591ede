#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>

namespace seva::bench {

/// Posts in the wire shape of X's filtered stream, one a line, made from a seed: complaints, questions, praise and chatter in Hindi, English and the
/// mixture, about as long as real ones; one in five answers an earlier post, one in fifty repeats an earlier line. All people are synthetic.
class PostStream {
 public:
  explicit PostStream(std::uint32_t seed) : random_(seed) {}

  /// With its end of line.
  [[nodiscard]] std::string next();
  [[nodiscard]] std::string next(std::size_t posts);

 private:
  static constexpr std::size_t kRemembered = 512;

  [[nodiscard]] std::size_t any(std::size_t size) { return random_() % size; }
  [[nodiscard]] std::string fresh();

  std::mt19937 random_;
  std::size_t made_ = 0;
  std::int64_t id_ = 1'700'000'000'000'000'000;
  std::array<std::string, kRemembered> ids_;
  std::array<std::string, kRemembered> lines_;
};

/// The first `count` of the stream.
[[nodiscard]] std::string synthetic_posts(std::size_t count, std::uint32_t seed);

}  // namespace seva::bench
