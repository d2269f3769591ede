#include "hosting/plugin_library.hpp"

#include <dlfcn.h>
#include <seva/plugin.h>

#include <atomic>
#include <boost/dll/shared_library.hpp>
#include <string>

#include "hosting/boundary_check.hpp"
#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

constexpr const char* kSymbol = "seva_plugin_v1";

std::filesystem::path copy_of(const std::filesystem::path& file, const std::filesystem::path& private_folder) {
  static std::atomic<unsigned> copies{0};
  const auto copy = private_folder / (std::to_string(++copies) + "-" + file.filename().string());
  std::filesystem::copy_file(file, copy);
  return copy;
}

/// The library stays when its handle is closed.
void keep_for_ever(const std::filesystem::path& copy) { ::dlopen(copy.c_str(), RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE); }

BoundaryFacts facts_of(const seva_plugin& plugin) {
  BoundaryFacts facts{plugin.struct_size, plugin.abi_major, false, false};
  if (plugin.abi_major != SEVA_ABI_MAJOR || plugin.struct_size < sizeof(seva_plugin)) return facts;
  facts.has_functions = plugin.create != nullptr && plugin.handle != nullptr && plugin.destroy != nullptr;
  facts.has_manifest = plugin.manifest.data != nullptr && plugin.manifest.size <= kManifestBytes;
  return facts;
}

}  // namespace

domain::Result<PluginLibrary> PluginLibrary::load(const std::filesystem::path& file, const std::filesystem::path& private_folder) {
  std::error_code no_error;
  if (!std::filesystem::is_regular_file(file, no_error))
    return refused_file(file, "plugin_file_missing", "There is no such file.", "Put the plugin there, or take it out of the configuration.");
  std::filesystem::path copy;
  try {
    copy = copy_of(file, private_folder);
    using boost::dll::load_mode::rtld_local;
    using boost::dll::load_mode::rtld_now;
    const boost::dll::shared_library library(copy, rtld_now | rtld_local);
    keep_for_ever(copy);
    if (!library.has(kSymbol)) return symbol_missing(file);
    const auto& plugin = library.get<const seva_plugin>(kSymbol);
    if (const auto sound = check_boundary(file, facts_of(plugin)); !sound) return sound.error();
    return PluginLibrary(plugin);
  } catch (const std::exception& error) {
    return not_loadable(file, error.what(), copy.string());
  }
}

std::string_view PluginLibrary::manifest() const { return {plugin_->manifest.data, plugin_->manifest.size}; }

}  // namespace seva::hosting
