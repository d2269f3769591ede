#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <vector>

#include "domain/instance.hpp"
#include "domain/result.hpp"
#include "hosting/process/plugin_image.hpp"

namespace seva::hosting {

/// Whose writing is judged.
struct User {
  uid_t id = 0;
  std::vector<gid_t> groups;

  /// Of this process, as it acts now.
  [[nodiscard]] static User acting();
};

/// What keeps the file from being used as the settings want it. Problems: plugin_pin_differs (the settings name another content than the file's); for
/// one that is to run in this process also those of folder_problem().
[[nodiscard]] std::optional<domain::Problem> pin_problem(const PluginImage& image, const domain::PluginSettings& settings, const User& user);

/// plugin_folder_writable where the user could put another file in this one's place: the file, its folder or one above it is the user's own, or can
/// be written by the user or, for root, by anybody but root. A folder above it with the sticky bit keeps others' files in their place. Judged by
/// owner and mode.
[[nodiscard]] std::optional<domain::Problem> folder_problem(const std::filesystem::path& file, const User& user);

}  // namespace seva::hosting
