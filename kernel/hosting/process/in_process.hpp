#pragma once

#include "hosting/plugin_process.hpp"
#include "hosting/process/plugin_library.hpp"

namespace seva::hosting {

/// A plugin whose instances live in the kernel's own process, and which is therefore trusted fully. The only place that calls the C struct.
class InProcess final : public PluginProcess {
 public:
  explicit InProcess(PluginLibrary library) : library_(library) {}

  /// Problems: plugin_create_failed.
  [[nodiscard]] domain::Result<std::unique_ptr<Conversation>> open() override;

 private:
  PluginLibrary library_;
};

}  // namespace seva::hosting
