#pragma once

#include <filesystem>
#include <string>

#include "domain/result.hpp"

namespace seva::hosting {

/// A plugin's file as it was at one moment: its bytes lie in memory, sealed against any change, so what was measured is what is loaded.
class PluginImage {
 public:
  /// Problems: plugin_file_missing, plugin_not_loadable (it cannot be read, or is larger than 256 MB).
  [[nodiscard]] static domain::Result<PluginImage> read(const std::filesystem::path& file);

  PluginImage(PluginImage&& other) noexcept;
  PluginImage& operator=(PluginImage&&) = delete;
  ~PluginImage();

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// 64 lower-case hexadecimal digits.
  [[nodiscard]] const std::string& sha256() const { return sha256_; }

 private:
  PluginImage(std::filesystem::path file, int descriptor, std::string sha256);

  std::filesystem::path file_;
  int descriptor_;
  std::string sha256_;
};

/// As 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_of(std::string_view bytes);

}  // namespace seva::hosting
