#include "hosting/process/plugin_image.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "hosting/installed/boundary_check.hpp"
#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

constexpr std::size_t kLargestPlugin = 256 * kMebibyte;

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

std::string sha256_of(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (::EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, ::EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("SHA-256 is not to be had");
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (unsigned place = 0; place < size; ++place) {
    text += kDigits[digest[place] >> 4];
    text += kDigits[digest[place] & 15];
  }
  return text;
}

domain::Result<PluginImage> PluginImage::read(const std::filesystem::path& file) {
  std::error_code no_error;
  if (!std::filesystem::is_regular_file(file, no_error))
    return refused_file(file, "plugin_file_missing", "There is no such file.", "Put the plugin there, or take it out of the configuration.");
  const auto unreadable = [&](std::string what) {
    return refused_file(file, "plugin_not_loadable", std::move(what), "Check the file and its rights.");
  };
  if (std::filesystem::file_size(file, no_error) > kLargestPlugin || no_error) return unreadable("The file is larger than 256 MB.");
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  if (!stream || bytes.size() > kLargestPlugin) return unreadable("The file cannot be read.");
  const int descriptor = ::memfd_create(file.filename().c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (descriptor < 0) return unreadable("The system gives no room to load it from.");
  PluginImage image(file, descriptor, sha256_of(bytes));
  const bool is_sealed =
      write_all(descriptor, bytes) && ::fcntl(descriptor, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
  if (!is_sealed) return unreadable("The system gives no room to load it from.");
  return image;
}

PluginImage::PluginImage(std::filesystem::path file, int descriptor, std::string sha256)
    : file_(std::move(file)), descriptor_(descriptor), sha256_(std::move(sha256)) {}

PluginImage::PluginImage(PluginImage&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)), sha256_(std::move(other.sha256_)) {}

PluginImage::~PluginImage() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace seva::hosting
