#include "machine/file_folder.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>

#include "machine/sodium.hpp"

namespace seva::machine {
namespace {

constexpr std::size_t kRandomBytes = 16;

std::string random_name() {
  prepare_sodium();
  std::array<unsigned char, kRandomBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 2 * kRandomBytes + 1> digits{};
  sodium_bin2hex(digits.data(), digits.size(), bytes.data(), bytes.size());
  return {digits.data(), digits.size() - 1};
}

bool is_place(const std::string& place) {
  return place.size() == 2 * kRandomBytes && place.find_first_not_of("0123456789abcdef") == std::string::npos;
}

domain::Problem problem_of(int error) {
  if (error == ENOSPC || error == EDQUOT || error == EFBIG)
    return {domain::ProblemKind::unavailable,
            "no_space",
            "There is no room for this file.",
            {},
            "Tell the administrator: the disk of the files is full."};
  return {domain::ProblemKind::unavailable,
          "files_failed",
          "The file cannot be kept.",
          {},
          "Tell the administrator: the folder of files cannot be written."};
}

/// 0, or what went wrong.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0 ? 0 : errno;
}

/// So that the name lasts as the bytes do.
int sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int error = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return error;
}

/// Makes the folder, readable by the owner alone, where it is not there.
int make_folder(const std::filesystem::path& folder) {
  if (::mkdir(folder.c_str(), S_IRWXU) == 0) return sync_folder(folder.parent_path());
  return errno == EEXIST ? 0 : errno;
}

}  // namespace

std::filesystem::path FileFolder::path_of(const std::string& place) const { return folder_ / place.substr(0, 2) / place; }

domain::Result<std::string> FileFolder::keep(std::string_view bytes) {
  const std::string place = random_name();
  const std::filesystem::path path = path_of(place);
  if (const int error = make_folder(folder_); error != 0) return problem_of(error);
  if (const int error = make_folder(path.parent_path()); error != 0) return problem_of(error);
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return problem_of(errno);
  int error = write_all(descriptor, bytes);
  if (::close(descriptor) != 0 && error == 0) error = errno;
  if (error == 0) error = sync_folder(path.parent_path());
  if (error == 0) return place;
  ::unlink(path.c_str());
  return problem_of(error);
}

std::unique_ptr<std::istream> FileFolder::open(const std::string& place) {
  if (!is_place(place)) return nullptr;
  auto file = std::make_unique<std::ifstream>(path_of(place), std::ios::binary);
  if (!*file) return nullptr;
  return file;
}

void FileFolder::remove(const std::string& place) {
  if (is_place(place)) ::unlink(path_of(place).c_str());
}

std::vector<std::string> FileFolder::kept_before(domain::Instant time) {
  std::vector<std::string> places;
  std::error_code none;
  for (const auto& part : std::filesystem::directory_iterator(folder_, none)) {
    std::error_code gone;
    for (const auto& entry : std::filesystem::directory_iterator(part.path(), gone)) {
      struct stat state {};
      std::string place = entry.path().filename().string();
      if (!is_place(place) || ::stat(entry.path().c_str(), &state) != 0) continue;
      if (domain::from_micros(std::int64_t{state.st_mtime} * 1'000'000) < time) places.push_back(std::move(place));
    }
  }
  return places;
}

}  // namespace seva::machine
