#include "hosting/installed/plugin_files.hpp"

#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "hosting/child/frames.hpp"
#include "hosting/installed/boundary_check.hpp"
#include "hosting/process/child_process.hpp"

namespace seva::hosting {
namespace {

namespace fs = std::filesystem;

std::int64_t nanoseconds_of(const timespec& time) { return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec; }

std::optional<PluginFiles::File::Stamp> stamp_of(const fs::path& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) return std::nullopt;
  return PluginFiles::File::Stamp{facts.st_dev, facts.st_ino, facts.st_size, nanoseconds_of(facts.st_mtim), nanoseconds_of(facts.st_ctim)};
}

std::vector<fs::path> plugin_files_of(const fs::path& folder) {
  std::error_code unreadable;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder, unreadable))
    if (entry.path().extension() == ".so" || entry.path().extension() == child::kProgramEnding) files.push_back(entry.path());
  if (unreadable) spdlog::warn("The plugin folder {} cannot be read: {}", folder.string(), unreadable.message());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

domain::Result<std::unique_ptr<InstalledPlugin>> read_plugin_file(const fs::path& file, Spawner& spawner) {
  auto read = PluginImage::read(file);
  if (!read) return read.error();
  auto installed = std::make_unique<InstalledPlugin>();
  installed->file = file;
  installed->image = std::make_shared<const PluginImage>(std::move(*read));
  auto process = std::make_unique<ChildProcess>(installed->image, spawner);
  const auto text = process->manifest();
  if (!text) return text.error();
  auto manifest = read_manifest(*text, file.filename().string());
  if (!manifest) return manifest.error();
  installed->manifest = std::move(*manifest);
  installed->process = std::move(process);
  return installed;
}

std::vector<std::string> PluginFiles::look(const Trial& trial) {
  for (auto& [path, file] : files_) file.is_there = false;
  for (const fs::path& folder : folders_)
    for (const fs::path& path : plugin_files_of(folder)) look_at(path, trial);
  forget_what_is_gone();
  return std::exchange(taken_over_, {});
}

std::optional<std::string> PluginFiles::take_back(const std::string& id, const domain::Problem& problem) {
  for (auto& [path, file] : files_) {
    if (file.installed == nullptr || file.installed->manifest.id != id || file.before == nullptr) continue;
    const std::string sha256 = file.installed->image->sha256();
    retire(std::exchange(file.installed, std::move(file.before)));
    file.problem = problem;
    return sha256;
  }
  return std::nullopt;
}

void PluginFiles::retire(std::unique_ptr<InstalledPlugin> plugin) {
  if (plugin != nullptr) retired_.push_back(std::move(plugin));
}

void PluginFiles::look_at(const fs::path& path, const Trial& trial) {
  const auto stamp = stamp_of(path);
  const bool is_new = !files_.contains(path);
  if (!stamp && is_new) return;
  File& file = files_[path];
  file.is_there = true;
  const bool was_not_taken = file.installed != nullptr && file.problem;  // what kept it may be another configuration now
  if (!stamp || (!is_new && file.stamp == *stamp && !was_not_taken)) return;
  file.stamp = *stamp;
  auto read = read_plugin_file(path, spawner_);
  if (!read) {
    file.problem = read.error();
    return;
  }
  take(file, std::move(*read), trial);
}

void PluginFiles::take(File& file, std::unique_ptr<InstalledPlugin> newer, const Trial& trial) {
  file.problem.reset();
  if (file.installed == nullptr) {
    file.installed = std::move(newer);
    return;
  }
  const Manifest& before = file.installed->manifest;
  if (newer->image->sha256() == file.installed->image->sha256()) return;
  if (newer->manifest.id != before.id)
    file.problem =
        refused_file(newer->file, "plugin_id_changed", "The new file bears the id " + newer->manifest.id + " in the place of " + before.id + ".",
                     "Give it a name of its own, and put the other one back.");
  else
    file.problem = trial(*newer);
  if (file.problem) return;
  spdlog::info("plugin {}: version {} takes over from {}", before.id, newer->manifest.version, before.version);
  taken_over_.push_back(before.id);
  retire(std::exchange(file.before, std::exchange(file.installed, std::move(newer))));
}

void PluginFiles::forget_what_is_gone() {
  const auto is_borne_by_another = [&](const std::string& id) {
    return std::any_of(files_.begin(), files_.end(), [&](const auto& entry) {
      return entry.second.is_there && entry.second.installed != nullptr && entry.second.installed->manifest.id == id;
    });
  };
  for (auto entry = files_.begin(); entry != files_.end();) {
    File& file = entry->second;
    const bool stays = file.is_there || (file.installed != nullptr && !is_borne_by_another(file.installed->manifest.id));
    if (!stays) {
      retire(std::move(file.installed));
      retire(std::move(file.before));
    }
    entry = stays ? std::next(entry) : files_.erase(entry);
  }
}

}  // namespace seva::hosting
