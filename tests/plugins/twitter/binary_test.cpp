#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace seva::twitter {
namespace {

const std::string kLibrary = std::string(SEVA_BINARY_DIR) + "/plugins/twitter.so";

/// The library's dynamic symbols as nm prints them: [address] kind name.
std::vector<std::string> symbols(const std::string& which) {
  const std::string command = "nm --dynamic " + which + " '" + kLibrary + "' 2>&1";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), [](FILE* file) { return pclose(file); });
  std::vector<std::string> lines;
  std::array<char, 1024> line{};
  while (pipe != nullptr && std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) != nullptr) lines.emplace_back(line.data());
  return lines;
}

bool is_sanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#else
  return false;
#endif
}

TEST(Binary, exports_one_symbol_and_shares_none_with_other_plugins) {
  const auto exported = symbols("--defined-only");
  ASSERT_EQ(exported.size(), 1U) << "first: " << (exported.empty() ? "none" : exported.front());
  EXPECT_NE(exported.front().find(" seva_plugin_v1\n"), std::string::npos) << exported.front();
  EXPECT_EQ(exported.front().find(" u "), std::string::npos);
}

TEST(Binary, needs_nothing_but_the_standard_libraries) {
  if (is_sanitized()) GTEST_SKIP() << "A sanitizer adds symbols of its own.";
  const auto needed = symbols("--undefined-only");
  EXPECT_FALSE(needed.empty());
  for (const std::string& symbol : needed) {
    const bool is_weak = symbol.find(" w ") != std::string::npos;
    bool is_standard = is_weak;
    for (const char* version : {"@GLIBC_", "@GLIBCXX_", "@CXXABI_", "@GCC_"}) is_standard = is_standard || symbol.find(version) != std::string::npos;
    EXPECT_TRUE(is_standard) << symbol;
  }
}

}  // namespace
}  // namespace seva::twitter
