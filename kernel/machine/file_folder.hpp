#pragma once

#include <filesystem>

#include "actions/file_ports.hpp"

namespace seva::machine {

/// Files' bytes in a folder: each under a random name of 32 hexadecimal digits, in a subfolder of its first two, readable by the owner alone. What is
/// kept is on the disk, name and all, when keep() returns. Nodes of a cluster share the folder.
class FileFolder final : public actions::FileBytes {
 public:
  /// The folder is made when the first file comes.
  explicit FileFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  domain::Result<std::string> keep(std::string_view bytes) override;
  std::unique_ptr<std::istream> open(const std::string& place) override;
  void remove(const std::string& place) override;
  std::vector<std::string> kept_before(domain::Instant time) override;

 private:
  [[nodiscard]] std::filesystem::path path_of(const std::string& place) const;

  std::filesystem::path folder_;
};

}  // namespace seva::machine
