#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Reading text for matching: Devanagari, Latin and the mixture of both that people type. Header-only, needs nothing but the standard library.
namespace seva::text {

/// One code point of a UTF-8 text and the bytes that it took.
struct CodePoint {
  char32_t value = 0;
  std::uint8_t size = 1;
};

/// Stands for bytes that are no UTF-8; each takes one byte.
inline constexpr char32_t kReplacement = 0xFFFD;

/// The code point at `offset`, which lies within the text. Bytes that are no UTF-8 give kReplacement of size 1, so reading always goes on.
[[nodiscard]] inline CodePoint code_point_at(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t ahead) { return static_cast<unsigned char>(text[offset + ahead]); };
  const auto follows = [&](std::size_t ahead) { return offset + ahead < text.size() && (byte(ahead) & 0xC0) == 0x80; };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first < 0xE0 && follows(1)) return {static_cast<char32_t>((first & 0x1F) << 6 | (byte(1) & 0x3F)), 2};
  if (first >= 0xE0 && first < 0xF0 && follows(1) && follows(2)) {
    const auto value = static_cast<char32_t>((first & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
    if (value >= 0x800 && (value < 0xD800 || value > 0xDFFF)) return {value, 3};
  }
  if (first >= 0xF0 && first < 0xF5 && follows(1) && follows(2) && follows(3)) {
    const auto value = static_cast<char32_t>((first & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F));
    if (value >= 0x10000 && value <= 0x10FFFF) return {value, 4};
  }
  return {kReplacement, 1};
}

/// Appends a code point as UTF-8.
inline void append(std::string& out, char32_t value) {
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0 | value >> 6);
    out += static_cast<char>(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0 | value >> 12);
    out += static_cast<char>(0x80 | (value >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (value & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | value >> 18);
    out += static_cast<char>(0x80 | (value >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (value >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (value & 0x3F));
  }
}

}  // namespace seva::text
