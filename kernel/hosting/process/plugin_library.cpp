#include "hosting/process/plugin_library.hpp"

#include <dlfcn.h>
#include <seva/plugin.h>

#include <atomic>
#include <boost/dll/shared_library.hpp>
#include <string>

#include "hosting/installed/boundary_check.hpp"
#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

constexpr const char* kSymbol = "seva_plugin_v1";

/// The loader takes what has a name that it knows for loaded already: so each gets one of its own, which leads to the sealed image.
std::filesystem::path name_for(const PluginImage& image, const std::filesystem::path& private_folder) {
  static std::atomic<unsigned> names{0};
  const auto name = private_folder / (std::to_string(++names) + "-" + image.file().filename().string());
  std::filesystem::create_symlink("/proc/self/fd/" + std::to_string(image.descriptor()), name);
  return name;
}

/// The library stays when its handle is closed.
void keep_for_ever(const std::filesystem::path& name) { ::dlopen(name.c_str(), RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE); }

BoundaryFacts facts_of(const seva_plugin& plugin) {
  BoundaryFacts facts{plugin.struct_size, plugin.abi_major, false, false};
  if (plugin.abi_major != SEVA_ABI_MAJOR || plugin.struct_size < sizeof(seva_plugin)) return facts;
  facts.has_functions = plugin.create != nullptr && plugin.handle != nullptr && plugin.destroy != nullptr;
  facts.has_manifest = plugin.manifest.data != nullptr && plugin.manifest.size <= kManifestBytes;
  return facts;
}

}  // namespace

domain::Result<PluginLibrary> PluginLibrary::load_by(const std::filesystem::path& name, const std::filesystem::path& file) {
  using boost::dll::load_mode::rtld_local;
  using boost::dll::load_mode::rtld_now;
  try {
    const boost::dll::shared_library library(name, rtld_now | rtld_local);
    keep_for_ever(name);
    if (!library.has(kSymbol)) return symbol_missing(file);
    const auto& plugin = library.get<const seva_plugin>(kSymbol);
    if (const auto sound = check_boundary(file, facts_of(plugin)); !sound) return sound.error();
    return PluginLibrary(plugin);
  } catch (const std::exception& error) {
    return not_loadable(file, error.what(), name.string());
  }
}

domain::Result<PluginLibrary> PluginLibrary::load(const PluginImage& image, const std::filesystem::path& private_folder) {
  try {
    return load_by(name_for(image, private_folder), image.file());
  } catch (const std::exception& error) {
    return not_loadable(image.file(), error.what(), private_folder.string());
  }
}

domain::Result<PluginLibrary> PluginLibrary::load_in_place(const std::filesystem::path& file) {
  if (const auto image = PluginImage::read(file); !image) return image.error();
  return load_by(std::filesystem::absolute(file), file);
}

domain::Result<PluginLibrary> PluginLibrary::load(const std::filesystem::path& file, const std::filesystem::path& private_folder) {
  const auto image = PluginImage::read(file);
  if (!image) return image.error();
  return load(*image, private_folder);
}

std::string_view PluginLibrary::manifest() const { return {plugin_->manifest.data, plugin_->manifest.size}; }

}  // namespace seva::hosting
