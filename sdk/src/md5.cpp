#include <bit>
#include <cstring>

#include "seva/signature.hpp"

namespace seva {
namespace {

constexpr std::size_t kBlockSize = 64;

constexpr std::array<std::uint32_t, 64> kConstants{
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1,
    0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453,
    0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942,
    0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05,
    0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d,
    0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

constexpr std::array<std::array<int, 4>, 4> kTurns{{{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};

struct Md5 {
  std::array<std::uint32_t, 4> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

  void mix(const std::uint8_t* block) {
    std::array<std::uint32_t, 16> words{};
    for (std::size_t index = 0; index < kBlockSize; ++index) words[index / 4] |= std::uint32_t{block[index]} << (8 * (index % 4));
    auto [a, b, c, d] = state;
    for (std::size_t t = 0; t < 64; ++t) {
      const auto [chosen, word] = round(t, b, c, d);
      const std::uint32_t sum = a + chosen + kConstants[t] + words[word];
      a = d;
      d = c;
      c = b;
      b += std::rotl(sum, kTurns[t / 16][t % 4]);
    }
    const std::array<std::uint32_t, 4> mixed{a, b, c, d};
    for (std::size_t index = 0; index < mixed.size(); ++index) state[index] += mixed[index];
  }

 private:
  static std::pair<std::uint32_t, std::size_t> round(std::size_t t, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    if (t < 16) return {(b & c) | (~b & d), t};
    if (t < 32) return {(d & b) | (~d & c), (5 * t + 1) % 16};
    if (t < 48) return {b ^ c ^ d, (3 * t + 5) % 16};
    return {c ^ (b | ~d), (7 * t) % 16};
  }
};

}  // namespace

Md5Digest md5(std::string_view data) {
  Md5 hash;
  const std::uint64_t bits = std::uint64_t{data.size()} * 8;
  while (data.size() >= kBlockSize) {
    hash.mix(reinterpret_cast<const std::uint8_t*>(data.data()));
    data.remove_prefix(kBlockSize);
  }
  std::array<std::uint8_t, kBlockSize> last{};
  if (!data.empty()) std::memcpy(last.data(), data.data(), data.size());
  last[data.size()] = 0x80;
  if (data.size() >= kBlockSize - 8) {
    hash.mix(last.data());
    last.fill(0);
  }
  for (std::size_t index = 0; index < 8; ++index) last[kBlockSize - 8 + index] = static_cast<std::uint8_t>(bits >> (8 * index));
  hash.mix(last.data());
  Md5Digest digest{};
  for (std::size_t index = 0; index < digest.size(); ++index) digest[index] = static_cast<std::uint8_t>(hash.state[index / 4] >> (8 * (index % 4)));
  return digest;
}

}  // namespace seva
