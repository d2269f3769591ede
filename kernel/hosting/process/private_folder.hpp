#pragma once

#include <filesystem>

namespace seva::hosting {

/// A folder that nobody else may enter, removed with all that is in it at the end.
class PrivateFolder {
 public:
  /// Made within `above`, or where the system keeps temporary files if that is empty. Throws std::system_error.
  explicit PrivateFolder(const std::filesystem::path& above);
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace seva::hosting
