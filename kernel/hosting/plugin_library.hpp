#pragma once

#include <filesystem>
#include <string_view>

#include "domain/result.hpp"

struct seva_plugin;

namespace seva::hosting {

/// A plugin's shared library, loaded and found to keep the C boundary (seva/plugin.h). The only user of Boost.DLL.
///
/// What is loaded is a private copy under a name of its own: the file itself may be replaced at any time, and loading it again gives the new
/// code. A library is never unloaded, so what points into it lasts as long as the program; copying the object is cheap.
class PluginLibrary {
 public:
  /// Copies `file` into `private_folder`, which must exist and be nobody else's, and loads it with all its symbols bound and hidden from others.
  /// Problems: plugin_file_missing, plugin_not_loadable (an undefined symbol, no shared library), plugin_symbol_missing,
  /// plugin_abi_unknown, plugin_struct_too_small, plugin_incomplete. Constructors of the library run here.
  [[nodiscard]] static domain::Result<PluginLibrary> load(const std::filesystem::path& file, const std::filesystem::path& private_folder);

  /// UTF-8 JSON, as the plugin gives it.
  [[nodiscard]] std::string_view manifest() const;
  [[nodiscard]] const seva_plugin& plugin() const { return *plugin_; }

 private:
  explicit PluginLibrary(const seva_plugin& plugin) : plugin_(&plugin) {}

  const seva_plugin* plugin_;
};

}  // namespace seva::hosting
