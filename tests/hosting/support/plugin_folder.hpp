#pragma once

#include <filesystem>
#include <string>

#include "hosting/process/private_folder.hpp"

namespace seva::hosting {

/// The program for plugins' processes, as it was built.
inline const std::filesystem::path kPluginHost = std::filesystem::path(SEVA_BINARY_DIR) / "seva-plugin-host";

/// A folder of plugins that a test fills.
class PluginFolder {
 public:
  PluginFolder() : folder_({}) {}

  /// Copies a broken plugin in, under its own name or another.
  std::filesystem::path add_broken(const std::string& name, const std::string& as = {}) { return add("broken_plugins", name, as); }
  std::filesystem::path add_plain(const std::string& name, const std::string& as = {}) { return add("plain_plugins", name, as); }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

 private:
  std::filesystem::path add(const std::string& from, const std::string& name, const std::string& as) {
    const auto to = folder_.path() / ((as.empty() ? name : as) + ".so");
    std::filesystem::copy_file(std::filesystem::path(SEVA_BINARY_DIR) / from / (name + ".so"), to);
    return to;
  }

  PrivateFolder folder_;
};

}  // namespace seva::hosting
