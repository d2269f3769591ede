#include "machine/file_folder.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <sstream>

#include "domain/file.hpp"
#include "machine/magic_kinds.hpp"

namespace seva::machine {
namespace {

class Folder : public ::testing::Test {
 protected:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "seva-files-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~Folder() override { std::filesystem::remove_all(folder); }
  [[nodiscard]] std::vector<std::filesystem::path> files() const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) found.push_back(entry.path());
    return found;
  }

  std::filesystem::path folder;
};

TEST_F(Folder, KeepsBytesAsTheyAreForTheOwnerAloneAndUnderAnotherNameEachTime) {
  FileFolder keeper(folder / "files");
  const std::string bytes("a\0b\r\n", 5);
  const auto first = keeper.keep(bytes);
  const auto second = keeper.keep(bytes);
  ASSERT_TRUE(first && second);
  EXPECT_NE(*first, *second);
  std::ostringstream read;
  read << keeper.open(*first)->rdbuf();
  EXPECT_EQ(read.str(), bytes);
  for (const auto& file : files()) {
    struct stat state {};
    ASSERT_EQ(::stat(file.c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777, 0600U);
  }
  keeper.remove(*first);
  EXPECT_EQ(keeper.open(*first), nullptr);
  EXPECT_EQ(files().size(), 1U);
}

TEST_F(Folder, NoPlaceLeadsOutOfIt) {
  FileFolder keeper(folder / "files");
  ASSERT_TRUE(keeper.keep("x"));
  for (const char* place : {"", "../../etc/passwd", "/etc/passwd", "..", "zz000000000000000000000000000000"}) EXPECT_EQ(keeper.open(place), nullptr);
}

/// The largest size of a file stands for a full disk: the write ends in the middle in the same way.
TEST_F(Folder, LeavesNothingWhereThereIsNoRoom) {
  FileFolder keeper(folder / "files");
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{100'000, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto refused = keeper.keep(std::string(200'000, 'x'));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "no_space");
  EXPECT_TRUE(files().empty());
}

TEST(MagicKinds, TellsPicturesFromWhatCanActWhateverStandsInThem) {
  MagicKinds kinds;
  const std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x8\2\0\0\0", 29);
  EXPECT_EQ(kinds.type_of(png), "image/png");
  EXPECT_EQ(kinds.type_of(std::string("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 20)), "image/jpeg");
  EXPECT_EQ(kinds.type_of("GIF89a\1\0\1\0\0\0\0;"), "image/gif");
  EXPECT_EQ(kinds.type_of("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"), "application/pdf");
  EXPECT_EQ(kinds.type_of(std::string("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0", 20)), "image/webp");
  EXPECT_EQ(kinds.type_of(std::string("OggS\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\x13OpusHead\1\1", 38)), "audio/ogg");
  EXPECT_EQ(kinds.type_of(std::string("\0\0\0\x18"
                                      "ftypmp42\0\0\0\0mp42isom",
                                      24)),
            "video/mp4");
  for (const char* acting : {"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<!doctype html><script>alert(1)</script>",
                             "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "#!/bin/sh\nexit 0\n", "plain words", "MZ\x90",
                             "\x7f"
                             "ELF"})
    EXPECT_EQ(domain::file_kind(kinds.type_of(acting)), nullptr) << acting;
  EXPECT_EQ(domain::file_kind(kinds.type_of("")), nullptr);
}

}  // namespace
}  // namespace seva::machine
