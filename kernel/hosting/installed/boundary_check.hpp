#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "domain/result.hpp"

namespace seva::hosting {

/// What a plugin's struct says of itself, wherever it was loaded.
struct BoundaryFacts {
  std::uint32_t struct_size = 0;
  std::uint16_t abi_major = 0;
  bool has_functions = false;
  bool has_manifest = false;  ///< and it is at most 1 MB
};

[[nodiscard]] domain::Problem refused_file(const std::filesystem::path& file, std::string code, std::string what, std::string next);
/// The loader's own words, with the name of the file wherever they name `loaded_as`.
[[nodiscard]] domain::Problem not_loadable(const std::filesystem::path& file, std::string words, const std::string& loaded_as);
[[nodiscard]] domain::Problem symbol_missing(const std::filesystem::path& file);
/// Problems: plugin_abi_unknown, plugin_struct_too_small, plugin_incomplete.
[[nodiscard]] domain::Result<void> check_boundary(const std::filesystem::path& file, const BoundaryFacts& facts);

}  // namespace seva::hosting
