#pragma once

#include <atomic>
#include <filesystem>
#include <memory>

#include "domain/instance.hpp"
#include "hosting/installed/manifest.hpp"
#include "hosting/plugin_process.hpp"
#include "hosting/process/plugin_image.hpp"

namespace seva::hosting {

/// A plugin whose file was read and whose manifest is right. Lives as long as the catalogue, also where another version took its place.
struct InstalledPlugin {
  std::filesystem::path file;
  Manifest manifest;
  std::unique_ptr<PluginProcess> process;    ///< of its own
  std::shared_ptr<const PluginImage> image;  ///< what is loaded from
  std::unique_ptr<PluginProcess> in_kernel;  ///< loaded into this process; made by Catalogue::refresh alone
  std::atomic<PluginProcess*> unisolated{nullptr};

  /// NULL: it was not loaded there. What is to run without isolation never runs with less than was asked for, nor with more.
  [[nodiscard]] PluginProcess* process_for(domain::Isolation isolation) const {
    return isolation == domain::Isolation::none ? unisolated.load() : process.get();
  }
};

/// Of one that is to run without isolation and was not loaded so.
[[nodiscard]] inline domain::Problem not_loaded(const InstalledPlugin& plugin) {
  return {domain::ProblemKind::unavailable, "plugin_not_loaded", "The plugin is to run in the server's process and was not loaded there.",
          plugin.file.filename().string(), "Look at its state in the list of plugins."};
}

}  // namespace seva::hosting
