#include "hosting/plugin_library.hpp"

#include <dlfcn.h>
#include <seva/plugin.h>

#include <atomic>
#include <boost/dll/shared_library.hpp>
#include <string>

#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

constexpr const char* kSymbol = "seva_plugin_v1";

domain::Problem refused(const std::filesystem::path& file, std::string code, std::string what, std::string next) {
  return domain::invalid(std::move(code), std::move(what), file.filename().string(), std::move(next));
}

std::filesystem::path copy_of(const std::filesystem::path& file, const std::filesystem::path& private_folder) {
  static std::atomic<unsigned> copies{0};
  const auto copy = private_folder / (std::to_string(++copies) + "-" + file.filename().string());
  std::filesystem::copy_file(file, copy);
  return copy;
}

/// The loader names the private copy, which nobody knows.
std::string without_path(std::string text, const std::filesystem::path& copy, const std::filesystem::path& file) {
  const std::string path = copy.string();
  for (auto at = text.find(path); at != std::string::npos; at = text.find(path, at)) text.replace(at, path.size(), file.filename().string());
  return text;
}

/// The library stays when its handle is closed.
void keep_for_ever(const std::filesystem::path& copy) { ::dlopen(copy.c_str(), RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE); }

domain::Result<const seva_plugin*> checked(const seva_plugin& plugin, const std::filesystem::path& file) {
  if (plugin.abi_major != SEVA_ABI_MAJOR)
    return refused(file, "plugin_abi_unknown",
                   "The plugin speaks version " + std::to_string(plugin.abi_major) + " of the boundary; this kernel speaks 1.",
                   "Build it against this kernel's SDK.");
  if (plugin.struct_size < sizeof(seva_plugin))
    return refused(
        file, "plugin_struct_too_small",
        "The plugin's seva_plugin_v1 has " + std::to_string(plugin.struct_size) + " bytes; " + std::to_string(sizeof(seva_plugin)) + " are needed.",
        "Set struct_size to sizeof(seva_plugin).");
  if (plugin.create == nullptr || plugin.handle == nullptr || plugin.destroy == nullptr)
    return refused(file, "plugin_incomplete", "One of create, handle and destroy is NULL.", "Fill all three.");
  if (plugin.manifest.data == nullptr || plugin.manifest.size > kManifestBytes)
    return refused(file, "plugin_incomplete", "The manifest is NULL or larger than 1 MB.", "Point `manifest` at the text and set its size.");
  return &plugin;
}

}  // namespace

domain::Result<PluginLibrary> PluginLibrary::load(const std::filesystem::path& file, const std::filesystem::path& private_folder) {
  std::error_code no_error;
  if (!std::filesystem::is_regular_file(file, no_error))
    return refused(file, "plugin_file_missing", "There is no such file.", "Put the plugin there, or take it out of the configuration.");
  std::filesystem::path copy;
  try {
    copy = copy_of(file, private_folder);
    using boost::dll::load_mode::rtld_local;
    using boost::dll::load_mode::rtld_now;
    const boost::dll::shared_library library(copy, rtld_now | rtld_local);
    keep_for_ever(copy);
    if (!library.has(kSymbol))
      return refused(file, "plugin_symbol_missing", "The library does not export seva_plugin_v1.", "Export the plugin with the SDK's macro.");
    const auto plugin = checked(library.get<const seva_plugin>(kSymbol), file);
    if (!plugin) return plugin.error();
    return PluginLibrary(**plugin);
  } catch (const std::exception& error) {
    return refused(file, "plugin_not_loadable", without_path(error.what(), copy, file),
                   "Build it with seva_add_plugin(), which allows nothing undefined.");
  }
}

std::string_view PluginLibrary::manifest() const { return {plugin_->manifest.data, plugin_->manifest.size}; }

}  // namespace seva::hosting
