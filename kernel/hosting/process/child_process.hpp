#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "hosting/plugin_process.hpp"
#include "hosting/process/plugin_image.hpp"
#include "hosting/process/spawner.hpp"

namespace seva::hosting {

/// What a plugin's process may take.
struct ChildLimits {
  std::chrono::milliseconds start{10'000};      ///< to load, create an instance, and handle the first event
  std::chrono::milliseconds handle{2'000};      ///< for every later event
  std::chrono::milliseconds at_par{20};         ///< of computing for one event; then it makes way for others until it has answered
  std::chrono::milliseconds start_at_par{500};  ///< the same for each step of the start
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;
};

/// A plugin each of whose instances lives in a process of its own, closed off from everything but computing: seva-plugin-host. It gets the same bytes
/// as in the kernel's process.
class ChildProcess final : public PluginProcess {
 public:
  ChildProcess(std::shared_ptr<const PluginImage> image, Spawner& spawner, ChildLimits limits = {})
      : image_(std::move(image)), spawner_(spawner), limits_(limits) {}

  /// Reads the manifest in such a process. Problems: those of PluginLibrary::load, plugin_host_missing, plugin_sandbox_missing, and how it ended
  /// (child_link.hpp).
  [[nodiscard]] domain::Result<std::string> manifest();

  /// Problems: as manifest(), and plugin_create_failed.
  [[nodiscard]] domain::Result<std::unique_ptr<Conversation>> open() override;

 private:
  std::shared_ptr<const PluginImage> image_;
  Spawner& spawner_;
  ChildLimits limits_;
};

}  // namespace seva::hosting
