#include "hosting/installed/plugin_replacement.hpp"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "hosting/installed/boundary_check.hpp"
#include "hosting/plugin_host.hpp"

namespace seva::hosting {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kReadByAll = 0644;

bool copy_all(int from, int to) {
  struct stat facts {};
  if (::fstat(from, &facts) != 0) return false;
  off_t at = 0;
  while (at < facts.st_size) {
    const ssize_t copied = ::sendfile(to, from, &at, static_cast<std::size_t>(facts.st_size - at));
    if (copied < 0 && errno == EINTR) continue;
    if (copied <= 0) return false;
  }
  return true;
}

bool make_durable(const fs::path& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool is_durable = ::fsync(opened) == 0;
  ::close(opened);
  return is_durable;
}

domain::Problem closed(const fs::path& place, int failure) {
  return domain::Problem{domain::ProblemKind::unavailable, "plugin_folder_closed",
                         "The file cannot be written into the plugin's folder: " + std::string(std::strerror(failure)) + ".",
                         place.parent_path().string(),
                         "Run the command as the user whom the folder belongs to; the server itself needs no right to write there."};
}

}  // namespace

domain::Result<void> put_in_place(const PluginImage& image, const fs::path& place) {
  struct stat before {};
  const mode_t rights = ::stat(place.c_str(), &before) == 0 ? before.st_mode & 0777 : kReadByAll;
  std::string beside = (place.parent_path() / ("." + place.filename().string() + ".XXXXXX")).string();
  const int file = ::mkostemp(beside.data(), O_CLOEXEC);
  if (file < 0) return closed(place, errno);
  const bool is_written = copy_all(image.descriptor(), file) && ::fchmod(file, rights) == 0 && ::fsync(file) == 0;
  const int failure = errno;
  ::close(file);
  if (!is_written || ::rename(beside.c_str(), place.c_str()) != 0) {
    const domain::Problem problem = closed(place, is_written ? errno : failure);
    ::unlink(beside.c_str());
    return problem;
  }
  if (!make_durable(place.parent_path())) return closed(place, errno);
  return {};
}

domain::Result<Replacement> PluginHost::replace(const std::string& plugin, const fs::path& file) {
  const std::lock_guard changing(changing_);
  const InstalledPlugin* installed = catalogue_.installed(plugin);
  if (installed == nullptr) return domain::not_found();
  const auto newer = catalogue_.judge_newer(file, plugin, instance_, [&](const InstalledPlugin& tried, const domain::PluginSettings& settings) {
    return start_for_trial(tried, settings, instance_);
  });
  if (!newer) return newer.error();
  if (const auto put = put_in_place(*(*newer)->image, installed->file); !put) return put.error();
  return Replacement{plugin, installed->manifest.version, (*newer)->manifest.version, installed->file, (*newer)->image->sha256()};
}

}  // namespace seva::hosting
