#include "settings/folder_watch.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace seva::settings {
namespace {

class Watched : public ::testing::Test {
 protected:
  Watched() {
    std::string pattern = (std::filesystem::temp_directory_path() / "seva-watch-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    write("seva.yaml", "a: 1\n");
    write("demo/users.csv", "login\n");
  }
  ~Watched() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  std::filesystem::path folder_;
};

TEST_F(Watched, folder_that_stays_as_it_is_never_changed) {
  FolderWatch watch(folder_.string());
  EXPECT_FALSE(watch.has_changed());
  EXPECT_FALSE(watch.has_changed());
}

TEST_F(Watched, folder_changed_once_for_each_change_and_only_when_it_has_settled) {
  FolderWatch watch(folder_.string());
  write("seva.yaml", "a: 12\n");
  EXPECT_FALSE(watch.has_changed()) << "it may still be written";
  EXPECT_TRUE(watch.has_changed());
  EXPECT_FALSE(watch.has_changed());
  std::filesystem::remove(folder_ / "demo" / "users.csv");
  write("new.csv", "x\n");
  EXPECT_FALSE(watch.has_changed());
  EXPECT_TRUE(watch.has_changed());
}

TEST_F(Watched, folder_that_went_away_and_came_back_alike_has_not_changed) {
  FolderWatch watch(folder_.string());
  std::filesystem::rename(folder_, folder_.string() + ".away");
  EXPECT_FALSE(watch.has_changed());
  std::filesystem::rename(folder_.string() + ".away", folder_);
  EXPECT_FALSE(watch.has_changed());
  EXPECT_FALSE(watch.has_changed());
}

}  // namespace
}  // namespace seva::settings
