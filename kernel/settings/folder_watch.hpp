#pragma once

#include <string>

namespace seva::settings {

/// Notices when the files of an instance's folder change. Looks at names, sizes and times only. For one thread.
class FolderWatch {
 public:
  explicit FolderWatch(std::string folder);

  /// True once for each change, and not before the folder looked the same twice, so that files that are still being written are left alone.
  [[nodiscard]] bool has_changed();

 private:
  [[nodiscard]] std::string look() const;

  std::string folder_;
  std::string known_;
  std::string last_;
};

}  // namespace seva::settings
