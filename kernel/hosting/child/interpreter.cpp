#include "hosting/child/interpreter.hpp"

#include <unistd.h>

#include <algorithm>
#include <string_view>

namespace seva::hosting::child {

Interpreter interpreter_of(int image) {
  constexpr std::string_view kBlanks = " \t";
  std::array<char, 256> bytes{};
  const ssize_t size = ::pread(image, bytes.data(), bytes.size(), 0);
  std::string_view line(bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  Interpreter found;
  if (!line.starts_with("#!")) return found;
  line = line.substr(2, line.find('\n') - 2);
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
  const std::string_view path = line.substr(0, line.find_first_of(" \t\r"));
  found.is_wrong = !path.starts_with('/') || path.size() >= found.path.size() || path.find('\0') != std::string_view::npos;
  if (!found.is_wrong) path.copy(found.path.data(), path.size());
  return found;
}

}  // namespace seva::hosting::child
