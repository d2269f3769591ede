#include "charset.hpp"

#include <algorithm>

#include "seva/text/utf8.hpp"

namespace seva::helpline1090 {
namespace {

std::string bare_name(std::string_view charset) {
  std::string name;
  for (const char symbol : charset) {
    if (symbol >= 'a' && symbol <= 'z')
      name += static_cast<char>(symbol - 'a' + 'A');
    else if ((symbol >= 'A' && symbol <= 'Z') || (symbol >= '0' && symbol <= '9'))
      name += symbol;
  }
  return name;
}

void append_clean(std::string& text, char32_t value) {
  const bool is_control = (value < 0x20 && value != '\n' && value != '\t') || value == 0x7F;
  if (value == '\r') return;
  text::append(text, is_control ? U' ' : value);
}

std::string from_utf16(std::string_view bytes, bool is_little) {
  const auto unit_at = [&](std::size_t place) {
    const auto first = static_cast<unsigned char>(bytes[place]);
    const auto second = static_cast<unsigned char>(bytes[place + 1]);
    return static_cast<char32_t>(is_little ? second << 8 | first : first << 8 | second);
  };
  const auto is_high = [](char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; };
  const auto is_low = [](char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; };
  std::string text;
  for (std::size_t place = 0; place + 1 < bytes.size(); place += 2) {
    const char32_t unit = unit_at(place);
    if (unit == 0xFEFF) continue;
    const char32_t next = place + 3 < bytes.size() ? unit_at(place + 2) : 0;
    if (is_high(unit) && is_low(next)) {
      append_clean(text, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
      place += 2;
    } else {
      append_clean(text, is_high(unit) || is_low(unit) ? text::kReplacement : unit);
    }
  }
  if (bytes.size() % 2 != 0) append_clean(text, text::kReplacement);
  return text;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  const std::string name = bare_name(charset);
  if (name == "UTF16BE" || name == "UTF16" || name == "UCS2" || name == "ISO10646UCS2") return from_utf16(bytes, false);
  if (name == "UTF16LE") return from_utf16(bytes, true);
  std::string text;
  if (name.empty() || name == "UTF8" || name == "USASCII" || name == "ASCII") {
    for (std::size_t place = 0; place < bytes.size();) {
      const text::CodePoint point = text::code_point_at(bytes, place);
      append_clean(text, point.value);
      place += point.size;
    }
    return text;
  }
  for (const char byte : bytes) append_clean(text, static_cast<unsigned char>(byte));
  return text;
}

bool fits_gsm_alphabet(std::string_view utf8) {
  constexpr std::u32string_view kBeyondAscii = U"£¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€";
  for (std::size_t place = 0; place < utf8.size();) {
    const text::CodePoint point = text::code_point_at(utf8, place);
    const bool is_ascii = point.value == '\n' || (point.value >= 0x20 && point.value < 0x7F && point.value != '`');
    if (!is_ascii && kBeyondAscii.find(point.value) == std::u32string_view::npos) return false;
    place += point.size;
  }
  return true;
}

}  // namespace seva::helpline1090
