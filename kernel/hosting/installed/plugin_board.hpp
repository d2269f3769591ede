#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::hosting {

/// What a running server says of its plugins to other programs on its machine: one file in its home, held by a lock as long as it runs, so that
/// nobody takes what an ended server left for the present. For one thread.
class PluginBoard {
 public:
  /// Of two servers on one home the first one writes.
  explicit PluginBoard(std::filesystem::path file);
  PluginBoard(const PluginBoard&) = delete;
  PluginBoard& operator=(const PluginBoard&) = delete;
  ~PluginBoard();

  /// Writes it where it differs from what was written last, whole or not at all.
  void write(const std::vector<actions::PluginFacts>& plugins);

  /// As the server that runs now wrote it: who they are, how they do, and their figures. nullopt: none runs, or it has not written yet.
  [[nodiscard]] static std::optional<std::vector<actions::PluginFacts>> read(const std::filesystem::path& file);

 private:
  std::filesystem::path file_;
  int held_ = -1;
  std::string written_;
};

}  // namespace seva::hosting
