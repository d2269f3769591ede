#pragma once

#include <filesystem>
#include <string>

#include "domain/result.hpp"
#include "hosting/process/plugin_image.hpp"

namespace seva::hosting {

/// A plugin's file that took another one's place.
struct Replacement {
  std::string id;
  std::string version_before;
  std::string version;
  std::filesystem::path file;  ///< where it lies now
  std::string sha256;
};

/// Writes the image beside `place`, makes it durable, and gives it that name: whoever opens `place` finds the old file or the new one, whole. It gets
/// the rights of the one before it. Problems: plugin_folder_closed.
[[nodiscard]] domain::Result<void> put_in_place(const PluginImage& image, const std::filesystem::path& place);

}  // namespace seva::hosting
