#include "domain/file.hpp"

#include <algorithm>
#include <array>

#include "domain/unicode.hpp"

namespace seva::domain {
namespace {

constexpr std::size_t kMostCodePoints = 100;

constexpr std::array kKinds{
    FileKind{"image/jpeg", ".jpg"},         FileKind{"image/png", ".png"},       FileKind{"image/webp", ".webp"}, FileKind{"image/gif", ".gif"},
    FileKind{"image/heic", ".heic", false}, FileKind{"application/pdf", ".pdf"}, FileKind{"audio/mpeg", ".mp3"},  FileKind{"audio/mp4", ".m4a"},
    FileKind{"audio/ogg", ".ogg"},          FileKind{"audio/aac", ".aac"},       FileKind{"audio/wav", ".wav"},   FileKind{"audio/amr", ".amr"},
    FileKind{"video/mp4", ".mp4"},          FileKind{"video/webm", ".webm"},     FileKind{"video/3gpp", ".3gp"},  FileKind{"video/quicktime", ".mov"},
};

/// The code point at `place`, which is moved past it. `text` is well-formed.
char32_t next_of(std::string_view text, std::size_t& place) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(place);
  const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t point = size == 1 ? first : first & (0xFFU >> (size + 1));
  for (std::size_t more = 1; more < size; ++more) point = (point << 6) | (byte(place + more) & 0x3FU);
  place += size;
  return point;
}

/// What moves the cursor, hides or turns around; the joiners stay, since Hindi is written with them.
bool is_dropped(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xAD || point == 0x61C || point == 0x200B || point == 0x200E ||
         point == 0x200F || (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
         (point >= 0xFFF0 && point <= 0xFFFB) || (point >= 0xE0000 && point <= 0xE0FFF);
}

bool is_of_paths(char32_t point) {
  constexpr std::u32string_view kFileSymbols = U"/\\:*?\"<>|";
  return kFileSymbols.find(point) != std::u32string_view::npos;
}

bool ends_with(std::string_view name, std::string_view extension) {
  if (name.size() < extension.size()) return false;
  return std::equal(extension.begin(), extension.end(), name.end() - static_cast<std::ptrdiff_t>(extension.size()),
                    [](char wanted, char found) { return wanted == (found >= 'A' && found <= 'Z' ? found - 'A' + 'a' : found); });
}

}  // namespace

const FileKind* file_kind(std::string_view type) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const FileKind& kind) { return kind.type == type; });
  return found == kKinds.end() ? nullptr : &*found;
}

std::vector<std::string> usual_file_types() {
  std::vector<std::string> types;
  for (const FileKind& kind : kKinds)
    if (kind.is_usual) types.emplace_back(kind.type);
  return types;
}

std::string shown_name(std::string_view typed, const FileKind& kind) {
  const std::string text = is_utf8(typed) ? to_nfc(std::string(typed)) : std::string{};
  std::string name;
  std::size_t points = 0;
  for (std::size_t place = 0; place < text.size() && points < kMostCodePoints;) {
    const std::size_t begin = place;
    const char32_t point = next_of(text, place);
    if (is_dropped(point)) continue;
    if (is_of_paths(point))
      name += '_';
    else
      name += text.substr(begin, place - begin);
    ++points;
  }
  const auto is_edge = [](char symbol) { return symbol == ' ' || symbol == '.'; };
  while (!name.empty() && is_edge(name.back())) name.pop_back();
  name.erase(name.begin(), std::find_if_not(name.begin(), name.end(), is_edge));
  if (name.empty()) name = "file";
  const bool is_right = ends_with(name, kind.extension) || (kind.extension == ".jpg" && ends_with(name, ".jpeg"));
  return is_right ? name : name + std::string(kind.extension);
}

}  // namespace seva::domain
