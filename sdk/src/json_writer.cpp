#include <array>
#include <charconv>
#include <cmath>

#include "seva/json.hpp"
#include "utf8.hpp"

namespace seva::json {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Bytes that go into a JSON string as they are.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = true;
  plain['"'] = plain['\\'] = false;
  return plain;
}();

void append_escaped(std::string& out, unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (byte) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
  }
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  std::size_t done = 0;
  std::size_t here = 0;
  while (here < text.size()) {
    const auto byte = static_cast<unsigned char>(text[here]);
    if (kPlain[byte]) {
      ++here;
      continue;
    }
    const std::size_t length = byte < 0x80 ? 0 : utf8_length(text.substr(here));
    if (length != 0) {
      here += length;
      continue;
    }
    out.append(text, done, here - done);
    if (byte < 0x80)
      append_escaped(out, byte);
    else
      out += kReplacement;
    done = ++here;
  }
  out.append(text, done, here - done);
  out += '"';
}

template <class Number>
void append_number(std::string& out, Number value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void Writer::separate() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

Writer& Writer::open(char bracket) {
  separate();
  out_ += bracket;
  needs_comma_ = false;
  return *this;
}

Writer& Writer::close(char bracket) {
  out_ += bracket;
  needs_comma_ = true;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  separate();
  append_quoted(out_, name);
  out_ += ':';
  needs_comma_ = false;
  return *this;
}

Writer& Writer::text(std::string_view value) {
  separate();
  append_quoted(out_, value);
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  separate();
  append_number(out_, value);
  return *this;
}

Writer& Writer::number(double value) {
  separate();
  if (std::isfinite(value))
    append_number(out_, value);
  else
    out_ += "null";
  return *this;
}

Writer& Writer::flag(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

}  // namespace seva::json
