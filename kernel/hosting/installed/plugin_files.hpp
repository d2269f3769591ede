#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/result.hpp"
#include "hosting/installed/installed_plugin.hpp"
#include "hosting/process/spawner.hpp"

namespace seva::hosting {

/// Reads a plugin's file and its manifest, in a process of its own. Problems: those of PluginImage::read, of ChildProcess::manifest, of
/// read_manifest.
[[nodiscard]] domain::Result<std::unique_ptr<InstalledPlugin>> read_plugin_file(const std::filesystem::path& file, Spawner& spawner);

/// The plugins' files (*.so, *.plugin) in the folders, as they were looked at last. A file that was changed or put in another one's place is a newer
/// version of the plugin: it takes over once it was tried, and until then, or where it fails, the one that was there stays. For one thread.
class PluginFiles {
 public:
  PluginFiles(std::vector<std::filesystem::path> folders, Spawner& spawner) : folders_(std::move(folders)), spawner_(spawner) {}

  /// What keeps a newer version from taking over; nullopt: nothing does.
  using Trial = std::function<std::optional<domain::Problem>(InstalledPlugin& newer)>;

  /// A file that is gone goes on running, unless another one bears its id. A Problem of a newer version: that of the trial, those of
  /// read_plugin_file(), plugin_id_changed. Answers with the ids of which a newer version took over.
  std::vector<std::string> look(const Trial& trial);

  /// Puts the version before in the place of the present one again, and keeps `problem` beside it. Answers with the SHA-256 of the one that was taken
  /// back; nullopt: none was there before it. The file stays as it is: after a restart of the server it counts.
  std::optional<std::string> take_back(const std::string& id, const domain::Problem& problem);

  struct File {
    std::unique_ptr<InstalledPlugin> installed;  ///< NULL: it was refused
    std::unique_ptr<InstalledPlugin> before;     ///< whose place it took; NULL: nobody's
    std::optional<domain::Problem> problem;      ///< why it was refused; beside an installed one: why the newer file is not taken
    bool is_there = true;
    struct Stamp {
      dev_t device = 0;
      ino_t inode = 0;
      off_t size = 0;
      std::int64_t changed_ns = 0;
      std::int64_t altered_ns = 0;
      friend bool operator==(const Stamp&, const Stamp&) = default;
    } stamp;
  };
  [[nodiscard]] const std::map<std::filesystem::path, File>& files() const { return files_; }

 private:
  void look_at(const std::filesystem::path& path, const Trial& trial);
  void take(File& file, std::unique_ptr<InstalledPlugin> newer, const Trial& trial);
  void retire(std::unique_ptr<InstalledPlugin> plugin);
  void forget_what_is_gone();

  std::vector<std::filesystem::path> folders_;
  Spawner& spawner_;
  std::map<std::filesystem::path, File> files_;
  std::vector<std::string> taken_over_;                    ///< since the present look
  std::vector<std::unique_ptr<InstalledPlugin>> retired_;  ///< somebody may still look at them
};

}  // namespace seva::hosting
