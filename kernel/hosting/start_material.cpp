#include "hosting/start_material.hpp"

#include <fstream>
#include <iterator>

#include "hosting/limits.hpp"

namespace seva::hosting {

domain::Result<StartMaterial> read_start_material(const domain::PluginSettings& settings) {
  StartMaterial material{settings.config_json, settings.secrets, settings.hosts, {}, {}};
  for (const auto& [name, path] : settings.files) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
      return domain::invalid("file_missing", "A file of the plugin cannot be read: " + path + ".", settings.id + ".files." + name,
                             "Put the file there, or mend its path.");
    const std::size_t offset = material.payload.size();
    material.payload.append(std::istreambuf_iterator<char>(file), {});
    material.files.push_back({name, offset, material.payload.size() - offset});
    if (material.payload.size() > kEventBytes)
      return domain::invalid("start_too_large", "The files of the plugin are larger than 32 MB.", settings.id + ".files." + name,
                             "Name fewer or smaller files.");
  }
  return material;
}

}  // namespace seva::hosting
