#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/instance.hpp"
#include "domain/result.hpp"

namespace seva::hosting {

/// What the instance gives a plugin at its start. Equal material needs no new start.
struct StartMaterial {
  struct File {
    std::string name;
    std::size_t offset = 0;
    std::size_t size = 0;
    friend bool operator==(const File&, const File&) = default;
  };

  std::string config_json = "{}";
  std::map<std::string, std::vector<std::string>> secrets;
  std::vector<std::string> hosts;  ///< that the instance allows beyond those of the manifest
  std::vector<File> files;
  std::string payload;  ///< the files' bytes, one after another

  friend bool operator==(const StartMaterial&, const StartMaterial&) = default;
};

/// Reads the files that the settings name. Problems: file_missing (`where` is the file's name in the settings), start_too_large.
[[nodiscard]] domain::Result<StartMaterial> read_start_material(const domain::PluginSettings& settings);

}  // namespace seva::hosting
