#include "hosting/installed/boundary_check.hpp"

#include <seva/plugin.h>

#include <utility>

namespace seva::hosting {

domain::Problem refused_file(const std::filesystem::path& file, std::string code, std::string what, std::string next) {
  return domain::invalid(std::move(code), std::move(what), file.filename().string(), std::move(next));
}

domain::Problem not_loadable(const std::filesystem::path& file, std::string words, const std::string& loaded_as) {
  const std::string name = file.filename().string();
  for (auto at = words.find(loaded_as); at != std::string::npos; at = words.find(loaded_as, at + name.size()))
    words.replace(at, loaded_as.size(), name);
  if (words.find("Permission denied") != std::string::npos)
    return refused_file(file, "plugin_not_loadable", std::move(words),
                        "The plugin's process is a user of its own: every folder from / down to the library that is named must let others pass "
                        "(chmod o+x), and the library must let them read it (chmod o+r).");
  return refused_file(file, "plugin_not_loadable", std::move(words), "Build it with seva_add_plugin(), which allows nothing undefined.");
}

domain::Problem symbol_missing(const std::filesystem::path& file) {
  return refused_file(file, "plugin_symbol_missing", "The library does not export seva_plugin_v1.", "Export the plugin with the SDK's macro.");
}

domain::Result<void> check_boundary(const std::filesystem::path& file, const BoundaryFacts& facts) {
  if (facts.abi_major != SEVA_ABI_MAJOR)
    return refused_file(file, "plugin_abi_unknown",
                        "The plugin speaks version " + std::to_string(facts.abi_major) + " of the boundary; this kernel speaks 1.",
                        "Build it against this kernel's SDK.");
  if (facts.struct_size < sizeof(seva_plugin))
    return refused_file(
        file, "plugin_struct_too_small",
        "The plugin's seva_plugin_v1 has " + std::to_string(facts.struct_size) + " bytes; " + std::to_string(sizeof(seva_plugin)) + " are needed.",
        "Set struct_size to sizeof(seva_plugin).");
  if (!facts.has_functions) return refused_file(file, "plugin_incomplete", "One of create, handle and destroy is NULL.", "Fill all three.");
  if (!facts.has_manifest)
    return refused_file(file, "plugin_incomplete", "The manifest is NULL or larger than 1 MB.", "Point `manifest` at the text and set its size.");
  return {};
}

}  // namespace seva::hosting
