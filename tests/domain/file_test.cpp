#include "domain/file.hpp"

#include <gtest/gtest.h>

namespace seva::domain {
namespace {

TEST(ShownName, IsWordsAndNeverAPath) {
  const FileKind& jpeg = *file_kind("image/jpeg");
  EXPECT_EQ(shown_name("कैमरा-14.jpg", jpeg), "कैमरा-14.jpg");
  EXPECT_EQ(shown_name("photo.JPEG", jpeg), "photo.JPEG");
  EXPECT_EQ(shown_name("../../etc/passwd", jpeg), "_.._etc_passwd.jpg");
  EXPECT_EQ(shown_name("C:\\evil.exe", jpeg), "C__evil.exe.jpg");
  EXPECT_EQ(shown_name("a\r\nSet-Cookie: x", jpeg), "aSet-Cookie_ x.jpg");
  EXPECT_EQ(shown_name(std::string("a\0b", 3), jpeg), "ab.jpg");
  EXPECT_EQ(shown_name("photo\u202Egpj.exe", jpeg), "photogpj.exe.jpg");
  EXPECT_EQ(shown_name("\u2066\u200B", jpeg), "file.jpg");
  EXPECT_EQ(shown_name("...", jpeg), "file.jpg");
  EXPECT_EQ(shown_name("\xff\xfe", jpeg), "file.jpg");
  EXPECT_EQ(shown_name("क्\u200Dष.jpg", jpeg), "क्\u200Dष.jpg") << "a joiner is part of Hindi";
}

TEST(ShownName, IsCutBetweenCodePoints) {
  std::string longest;
  for (int count = 0; count < 300; ++count) longest += "क";
  const std::string name = shown_name(longest, *file_kind("application/pdf"));
  EXPECT_EQ(name.size(), 300 + 4U);
  EXPECT_TRUE(name.ends_with("क.pdf"));
}

TEST(FileKind, NoneOfThemCanAct) {
  for (const char* type : {"image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "application/javascript", "text/plain", ""})
    EXPECT_EQ(file_kind(type), nullptr) << type;
  for (const std::string& type : usual_file_types()) EXPECT_NE(file_kind(type), nullptr) << type;
}

}  // namespace
}  // namespace seva::domain
