#include "hosting/process/private_folder.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

namespace seva::hosting {

PrivateFolder::PrivateFolder(const std::filesystem::path& above) {
  const auto within = above.empty() ? std::filesystem::temp_directory_path() : above;
  std::filesystem::create_directories(within);
  std::string name = (within / "plugins-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), "A folder for the plugins cannot be made");
  path_ = name;
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace seva::hosting
