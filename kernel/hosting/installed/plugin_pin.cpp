#include "hosting/installed/plugin_pin.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "hosting/installed/boundary_check.hpp"

namespace seva::hosting {
namespace {

namespace fs = std::filesystem;

/// Root may write everywhere; what counts is who else can, and whose it is.
bool can_write(const struct stat& facts, const User& user) {
  if (user.id == 0) return facts.st_uid != 0 || (facts.st_mode & (S_IWGRP | S_IWOTH)) != 0;
  const bool is_of_a_group = std::find(user.groups.begin(), user.groups.end(), facts.st_gid) != user.groups.end();
  return facts.st_uid == user.id || (facts.st_mode & S_IWOTH) != 0 || (is_of_a_group && (facts.st_mode & S_IWGRP) != 0);
}

domain::Problem writable(const fs::path& file, const fs::path& what, const User& user) {
  const std::string who = user.id == 0 ? "others than root" : "the server's own user";
  return refused_file(
      file, "plugin_folder_writable",
      "What runs in the server's own process must lie where the server cannot change it, and " + what.string() + " can be written by " + who + ".",
      "Give the file, its folder and those above to root, writable by nobody else (chown root, chmod go-w), and let the server run as "
      "a user of its own; or leave isolation away.");
}

}  // namespace

User User::acting() {
  User user{::geteuid(), {::getegid()}};
  const int count = ::getgroups(0, nullptr);
  if (count <= 0) return user;
  std::vector<gid_t> more(static_cast<std::size_t>(count));
  const int got = ::getgroups(count, more.data());
  if (got > 0) user.groups.insert(user.groups.end(), more.begin(), more.begin() + got);
  return user;
}

std::optional<domain::Problem> folder_problem(const fs::path& file, const User& user) {
  std::error_code unknown;
  const fs::path whole = fs::canonical(file, unknown);
  struct stat below {};
  if (unknown || ::stat(whole.c_str(), &below) != 0)
    return refused_file(file, "plugin_file_missing", "There is no such file.", "Put the plugin there, or take it out of the configuration.");
  if (can_write(below, user)) return writable(file, whole, user);
  for (fs::path folder = whole.parent_path();; folder = folder.parent_path()) {
    struct stat facts {};
    if (::stat(folder.c_str(), &facts) != 0) return writable(file, folder, user);
    const bool keeps_others_files = (facts.st_mode & S_ISVTX) != 0 && facts.st_uid == 0 && folder != whole.parent_path();
    if (!keeps_others_files && can_write(facts, user)) return writable(file, folder, user);
    if (folder == folder.root_path()) return std::nullopt;
  }
}

std::optional<domain::Problem> pin_problem(const PluginImage& image, const domain::PluginSettings& settings, const User& user) {
  if (!settings.sha256.empty() && settings.sha256 != image.sha256())
    return refused_file(image.file(), "plugin_pin_differs",
                        "The configuration pins " + settings.id + " to another content; this file's SHA-256 is " + image.sha256() + ".",
                        "Put the pinned file back; or, once you know where this one comes from, write its sha256 into the configuration.");
  if (settings.isolation != domain::Isolation::none) return std::nullopt;
  return folder_problem(image.file(), user);
}

}  // namespace seva::hosting
