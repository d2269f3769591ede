#include "hosting/json_writer.hpp"

#include <array>
#include <charconv>

namespace seva::hosting {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/// The size of the UTF-8 sequence that `bytes` begins with (Unicode 15, table 3-7); 0 if it is none.
std::size_t sequence_size(std::string_view bytes) {
  const auto at = [&](std::size_t place) { return place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0; };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !is_continuation(at(1))) return 0;
  if (first < 0xE0) return 2;
  const unsigned char second = at(1);
  if (!is_continuation(at(2)) || (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
  if (first < 0xF0) return 3;
  if (!is_continuation(at(3)) || (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  return 4;
}

bool needs_no_escape(char byte) {
  return static_cast<unsigned char>(byte) >= 0x20 && static_cast<unsigned char>(byte) < 0x80 && byte != '"' && byte != '\\';
}

void append_escaped(std::string& out, char byte) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (byte) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(byte) >> 4];
      out += kHex[byte & 0x0F];
  }
}

}  // namespace

void JsonWriter::separate() {
  if (out_.empty()) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_ += ',';
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  text(name);
  out_ += ':';
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  out_ += '"';
  std::size_t place = 0;
  while (place < value.size()) {
    std::size_t plain = place;
    while (plain < value.size() && needs_no_escape(value[plain])) ++plain;
    out_ += value.substr(place, plain - place);
    place = plain;
    if (place == value.size()) break;
    const std::size_t size = sequence_size(value.substr(place));
    if (size == 0)
      out_ += kReplacement;
    else if (size == 1)
      append_escaped(out_, value[place]);
    else
      out_ += value.substr(place, size);
    place += std::max<std::size_t>(size, 1);
  }
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return json({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

JsonWriter& JsonWriter::number(double value) {
  std::array<char, 40> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return json({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

JsonWriter& JsonWriter::json(std::string_view value) {
  separate();
  out_ += value;
  return *this;
}

}  // namespace seva::hosting
