#include "hosting/process/plugin_library.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "hosting/installed/boundary_check.hpp"
#include "hosting/process/in_process.hpp"
#include "hosting/support/plugin_folder.hpp"

namespace seva::hosting {
namespace {

using ::testing::HasSubstr;

class PluginLibraryTest : public ::testing::Test {
 protected:
  domain::Problem refusal(const std::string& broken) {
    const auto library = PluginLibrary::load(folder_.add_broken(broken), private_.path());
    return library ? domain::Problem{} : library.error();
  }

  PluginFolder folder_;
  PrivateFolder private_{{}};
};

TEST_F(PluginLibraryTest, EachRefusalHasItsName) {
  EXPECT_EQ(PluginLibrary::load(folder_.path() / "nothing.so", private_.path()).error().code, "plugin_file_missing");
  EXPECT_EQ(refusal("no_symbol").code, "plugin_symbol_missing");
  EXPECT_EQ(refusal("wrong_abi").code, "plugin_abi_unknown");
  EXPECT_EQ(refusal("small_struct").code, "plugin_struct_too_small");
  EXPECT_EQ(refusal("no_handle").code, "plugin_incomplete");
}

TEST_F(PluginLibraryTest, UndefinedSymbolIsNamedWithTheFile) {
  const domain::Problem problem = refusal("undefined_symbol");
  EXPECT_EQ(problem.code, "plugin_not_loadable");
  EXPECT_THAT(problem.what, HasSubstr("nobody_defines_this"));
  EXPECT_EQ(problem.where, "undefined_symbol.so");
  EXPECT_EQ(problem.what.find(private_.path().string()), std::string::npos);
}

TEST_F(PluginLibraryTest, WhatIsNoLibraryIsRefused) {
  const auto file = folder_.path() / "text.so";
  std::ofstream(file) << "no library";
  EXPECT_EQ(PluginLibrary::load(file, private_.path()).error().code, "plugin_not_loadable");
}

TEST_F(PluginLibraryTest, TheFileMayBeOverwrittenWhileItRuns) {
  const auto file = folder_.add_plain("plain_channel");
  const auto library = PluginLibrary::load(file, private_.path());
  ASSERT_TRUE(library);
  std::ofstream(file, std::ios::trunc) << "overwritten in place";
  InProcess process(*library);
  auto instance = process.open();
  ASSERT_TRUE(instance);
  EXPECT_EQ((*instance)->send(R"({"id":"1","now":1,"type":"start"})", {}).value(), "[]");
}

TEST_F(PluginLibraryTest, ReplacedFileGivesTheNewPlugin) {
  const auto file = folder_.add_plain("plain_channel", "x");
  ASSERT_THAT(std::string(PluginLibrary::load(file, private_.path())->manifest()), HasSubstr("plain_channel"));
  std::filesystem::remove(file);
  folder_.add_plain("plain_department", "x");
  EXPECT_THAT(std::string(PluginLibrary::load(file, private_.path())->manifest()), HasSubstr("plain_department"));
}

TEST_F(PluginLibraryTest, LibraryThatThePluginsUserMayNotReadIsNoReasonToBuildAnew) {
  const auto problem = not_loadable("x.so", "libstdc++.so.6: cannot open shared object file: Permission denied", "/proc/self/fd/4");
  EXPECT_EQ(problem.code, "plugin_not_loadable");
  EXPECT_THAT(problem.next, HasSubstr("chmod o+x"));
  EXPECT_THAT(not_loadable("x.so", "x.so: undefined symbol: f", "/proc/self/fd/4").next, HasSubstr("seva_add_plugin"));
}

TEST_F(PluginLibraryTest, ThrowingAndEmptyHandedPluginsCostTheirInstanceOnly) {
  for (const char* name : {"throwing_create", "null_create"}) {
    const auto library = PluginLibrary::load(folder_.add_broken(name), private_.path());
    ASSERT_TRUE(library);
    EXPECT_EQ(InProcess(*library).open().error().code, "plugin_create_failed") << name;
  }
  for (const auto& [name, code] : {std::pair{"throwing_handle", "plugin_threw"}, std::pair{"null_effects", "plugin_handle_failed"}}) {
    const auto library = PluginLibrary::load(folder_.add_broken(name), private_.path());
    ASSERT_TRUE(library);
    InProcess process(*library);
    auto instance = process.open();
    ASSERT_TRUE((*instance)->send(R"({"type":"start"})", {}));
    EXPECT_EQ((*instance)->send(R"({"type":"timer"})", {}).error().code, code) << name;
  }
}

}  // namespace
}  // namespace seva::hosting
