#include "settings/file.hpp"

#include <filesystem>
#include <fstream>

namespace seva::settings {

domain::Result<std::string> read_file(const std::string& path) {
  constexpr std::uintmax_t kLargest = 64U << 20;
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error)
    return domain::invalid("file_unreadable", "The file cannot be read: " + error.message() + ".", path,
                           "Check that it is there and that its rights allow reading.");
  if (size > kLargest) return domain::invalid("file_too_large", "The file is larger than 64 MiB.", path);
  std::string text(size, '\0');
  std::ifstream stream(path, std::ios::binary);
  if (!stream.read(text.data(), static_cast<std::streamsize>(size))) return domain::invalid("file_unreadable", "The file cannot be read.", path);
  return text;
}

}  // namespace seva::settings
