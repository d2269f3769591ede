#include "seva/signature.hpp"

#include <bit>
#include <cstring>
#include <utility>

namespace seva {
namespace {

constexpr std::size_t kKeyBlockSize = 64;
using Block = std::array<std::uint8_t, kKeyBlockSize>;

constexpr std::array<std::uint32_t, 64> kSha256Constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t big_endian(const std::uint8_t* bytes) {
  return (std::uint32_t{bytes[0]} << 24) | (std::uint32_t{bytes[1]} << 16) | (std::uint32_t{bytes[2]} << 8) | bytes[3];
}

struct Sha1 {
  using Digest = Sha1Digest;
  std::array<std::uint32_t, 5> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

  void mix(const std::uint8_t* block) {
    std::array<std::uint32_t, 80> words{};
    for (std::size_t t = 0; t < 16; ++t) words[t] = big_endian(block + 4 * t);
    for (std::size_t t = 16; t < 80; ++t) words[t] = std::rotl(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
    auto [a, b, c, d, e] = state;
    for (std::size_t t = 0; t < 80; ++t) {
      const auto [chosen, constant] = round(t, b, c, d);
      const std::uint32_t next = std::rotl(a, 5) + chosen + e + constant + words[t];
      e = std::exchange(d, std::exchange(c, std::rotl(std::exchange(b, std::exchange(a, next)), 30)));
    }
    const std::array<std::uint32_t, 5> mixed{a, b, c, d, e};
    for (std::size_t index = 0; index < mixed.size(); ++index) state[index] += mixed[index];
  }

 private:
  static std::pair<std::uint32_t, std::uint32_t> round(std::size_t t, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    if (t < 20) return {(b & c) ^ (~b & d), 0x5a827999};
    if (t < 40) return {b ^ c ^ d, 0x6ed9eba1};
    if (t < 60) return {(b & c) ^ (b & d) ^ (c & d), 0x8f1bbcdc};
    return {b ^ c ^ d, 0xca62c1d6};
  }
};

struct Sha256 {
  using Digest = Sha256Digest;
  std::array<std::uint32_t, 8> state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

  void mix(const std::uint8_t* block) {
    std::array<std::uint32_t, 64> words{};
    for (std::size_t t = 0; t < 16; ++t) words[t] = big_endian(block + 4 * t);
    for (std::size_t t = 16; t < 64; ++t) {
      const std::uint32_t s0 = std::rotr(words[t - 15], 7) ^ std::rotr(words[t - 15], 18) ^ (words[t - 15] >> 3);
      const std::uint32_t s1 = std::rotr(words[t - 2], 17) ^ std::rotr(words[t - 2], 19) ^ (words[t - 2] >> 10);
      words[t] = words[t - 16] + s0 + words[t - 7] + s1;
    }
    auto mixed = state;
    auto& [a, b, c, d, e, f, g, h] = mixed;
    for (std::size_t t = 0; t < 64; ++t) {
      const std::uint32_t big1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
      const std::uint32_t first = h + big1 + ((e & f) ^ (~e & g)) + kSha256Constants[t] + words[t];
      const std::uint32_t big0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
      const std::uint32_t second = big0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + second;
    }
    for (std::size_t index = 0; index < mixed.size(); ++index) state[index] += mixed[index];
  }
};

/// The hash of `prefix`, which is a whole number of blocks, followed by `data`.
template <class Hash>
typename Hash::Digest digest_of(std::string_view prefix, std::string_view data) {
  Hash hash;
  const auto bytes = [](std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); };
  for (std::size_t done = 0; done < prefix.size(); done += kKeyBlockSize) hash.mix(bytes(prefix) + done);
  const std::uint64_t bits = (prefix.size() + data.size()) * 8;
  while (data.size() >= kKeyBlockSize) {
    hash.mix(bytes(data));
    data.remove_prefix(kKeyBlockSize);
  }
  Block last{};
  if (!data.empty()) std::memcpy(last.data(), data.data(), data.size());
  last[data.size()] = 0x80;
  if (data.size() >= kKeyBlockSize - 8) {
    hash.mix(last.data());
    last.fill(0);
  }
  for (std::size_t index = 0; index < 8; ++index) last[kKeyBlockSize - 1 - index] = static_cast<std::uint8_t>(bits >> (8 * index));
  hash.mix(last.data());
  typename Hash::Digest digest{};
  for (std::size_t index = 0; index < digest.size(); ++index)
    digest[index] = static_cast<std::uint8_t>(hash.state[index / 4] >> (24 - 8 * (index % 4)));
  return digest;
}

template <class Hash>
typename Hash::Digest hmac(std::string_view key, std::string_view data) {
  Block inner{};
  if (key.size() > kKeyBlockSize) {
    const auto shortened = digest_of<Hash>({}, key);
    std::memcpy(inner.data(), shortened.data(), shortened.size());
  } else if (!key.empty()) {
    std::memcpy(inner.data(), key.data(), key.size());
  }
  Block outer = inner;
  for (std::uint8_t& byte : inner) byte ^= 0x36;
  for (std::uint8_t& byte : outer) byte ^= 0x5c;
  const auto first = digest_of<Hash>(as_bytes(inner), data);
  return digest_of<Hash>(as_bytes(outer), as_bytes(first));
}

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool is_unreserved(char byte) {
  return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
         std::string_view("-._~").find(byte) != std::string_view::npos;
}

}  // namespace

Sha1Digest sha1(std::string_view data) { return digest_of<Sha1>({}, data); }
Sha256Digest sha256(std::string_view data) { return digest_of<Sha256>({}, data); }
Sha1Digest hmac_sha1(std::string_view key, std::string_view data) { return hmac<Sha1>(key, data); }
Sha256Digest hmac_sha256(std::string_view key, std::string_view data) { return hmac<Sha256>(key, data); }

std::string to_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t here = 0; here < bytes.size(); here += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - here);
    std::uint32_t group = 0;
    for (std::size_t index = 0; index < 3; ++index) group = (group << 8) | (index < count ? static_cast<std::uint8_t>(bytes[here + index]) : 0U);
    for (std::size_t index = 0; index < 4; ++index) text += index <= count ? kBase64[(group >> (18 - 6 * index)) & 63] : '=';
  }
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t here = 0; here < text.size(); here += 4) {
    const std::string_view four = text.substr(here, 4);
    const bool is_last = here + 4 == text.size();
    const std::size_t padding = !is_last || four[3] != '=' ? 0 : (four[2] == '=' ? 2 : 1);
    std::uint32_t group = 0;
    for (std::size_t index = 0; index < 4; ++index) {
      const std::size_t value = index >= 4 - padding ? 0 : kBase64.find(four[index]);
      if (value == std::string_view::npos) return std::nullopt;
      group = (group << 6) | static_cast<std::uint32_t>(value);
    }
    for (std::size_t index = 0; index < 3 - padding; ++index) bytes += static_cast<char>(group >> (16 - 8 * index));
  }
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += kDigits[static_cast<std::uint8_t>(byte) >> 4];
    text += kDigits[static_cast<std::uint8_t>(byte) & 15];
  }
  return text;
}

bool are_equal_in_constant_time(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  unsigned different = 0;
  for (std::size_t index = 0; index < left.size(); ++index) different |= static_cast<unsigned>(left[index] ^ right[index]);
  return different == 0;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char byte : text) {
    if (is_unreserved(byte)) {
      encoded += byte;
      continue;
    }
    encoded += '%';
    encoded += kDigits[static_cast<std::uint8_t>(byte) >> 4];
    encoded += kDigits[static_cast<std::uint8_t>(byte) & 15];
  }
  return encoded;
}

}  // namespace seva
