#include "settings/folder_watch.hpp"

#include <filesystem>
#include <set>

namespace seva::settings {
namespace {

std::string trait_of(const std::filesystem::directory_entry& entry) {
  std::error_code gone;
  const auto size = entry.file_size(gone);
  const auto changed_at = entry.last_write_time(gone).time_since_epoch().count();
  return entry.path().string() + '\n' + std::to_string(size) + '\n' + std::to_string(changed_at) + '\n';
}

}  // namespace

FolderWatch::FolderWatch(std::string folder) : folder_(std::move(folder)), known_(look()), last_(known_) {}

bool FolderWatch::has_changed() {
  std::string now = look();
  const bool is_settled = now == last_;
  last_ = std::move(now);
  if (!is_settled || last_ == known_) return false;
  known_ = last_;
  return true;
}

std::string FolderWatch::look() const {
  std::set<std::string> traits;
  std::error_code unreadable;
  for (std::filesystem::recursive_directory_iterator entry(folder_, unreadable), end; !unreadable && entry != end; entry.increment(unreadable))
    if (entry->is_regular_file(unreadable)) traits.insert(trait_of(*entry));
  std::string all;
  for (const std::string& trait : traits) all += trait;
  return all;
}

}  // namespace seva::settings
