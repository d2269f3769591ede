#pragma once

#include <filesystem>
#include <string_view>

#include "domain/result.hpp"
#include "hosting/process/plugin_image.hpp"

struct seva_plugin;

namespace seva::hosting {

/// A plugin's shared library, loaded and found to keep the C boundary (seva/plugin.h). The only user of Boost.DLL.
///
/// What is loaded is the image that was measured, under a name of its own: the file itself may be replaced at any time. A library is never unloaded,
/// so what points into it lasts as long as the program; copying the object is cheap.
class PluginLibrary {
 public:
  /// Loads the image with all its symbols bound and hidden from others, by a name in `private_folder`, which must exist and be nobody else's.
  /// Problems: plugin_not_loadable (an undefined symbol, no shared library), plugin_symbol_missing,
  /// plugin_abi_unknown, plugin_struct_too_small, plugin_incomplete. Constructors of the library run here.
  [[nodiscard]] static domain::Result<PluginLibrary> load(const PluginImage& image, const std::filesystem::path& private_folder);

  /// Reads the file first. Problems: also those of PluginImage::read.
  [[nodiscard]] static domain::Result<PluginLibrary> load(const std::filesystem::path& file, const std::filesystem::path& private_folder);

  /// Loads the file where it lies, so that a debugger finds it again; it must not be replaced meanwhile. Problems: as above.
  [[nodiscard]] static domain::Result<PluginLibrary> load_in_place(const std::filesystem::path& file);

  /// UTF-8 JSON, as the plugin gives it.
  [[nodiscard]] std::string_view manifest() const;
  [[nodiscard]] const seva_plugin& plugin() const { return *plugin_; }

 private:
  [[nodiscard]] static domain::Result<PluginLibrary> load_by(const std::filesystem::path& name, const std::filesystem::path& file);

  explicit PluginLibrary(const seva_plugin& plugin) : plugin_(&plugin) {}

  const seva_plugin* plugin_;
};

}  // namespace seva::hosting
