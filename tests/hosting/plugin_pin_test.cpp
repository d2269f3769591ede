#include "hosting/installed/plugin_pin.hpp"

#include <gmock/gmock.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hosting/catalogue.hpp"
#include "hosting/support/plugin_folder.hpp"

namespace seva::hosting {
namespace {

using ::testing::HasSubstr;

constexpr uid_t kSomebody = 12'345;

class PluginPinTest : public ::testing::Test {
 protected:
  PluginPinTest() : file_(folder_.add_plain("plain_channel")) {
    ::chmod(folder_.path().c_str(), 0755);
    ::chmod(file_.c_str(), 0644);
    settings_.id = "plain_channel";
    settings_.isolation = domain::Isolation::none;
    settings_.sha256 = PluginImage::read(file_).value().sha256();
    instance_.channels = {settings_};
  }
  static std::string code_of(const std::optional<domain::Problem>& problem) { return problem ? problem->code : ""; }
  actions::PluginFacts facts() {
    catalogue_.refresh(instance_);
    return catalogue_.plugin("plain_channel").value();
  }

  PluginFolder folder_;
  std::filesystem::path file_;
  domain::PluginSettings settings_;
  domain::Instance instance_;
  Catalogue catalogue_{{folder_.path()}, {}, nullptr, nullptr, kPluginHost};
};

TEST_F(PluginPinTest, FolderThatTheServersUserMayWriteIsRefused) {
  const User somebody{kSomebody, {kSomebody}};
  if (::geteuid() != 0) GTEST_SKIP() << "only root gives files away";
  EXPECT_EQ(code_of(folder_problem(file_, somebody)), "") << "root's, and nobody else's to write";
  const auto refused = [&](const User& user) { return code_of(folder_problem(file_, user)) == "plugin_folder_writable"; };
  ::chmod(folder_.path().c_str(), 0757);
  EXPECT_TRUE(refused(somebody)) << "anybody may put another file there";
  ::chmod(folder_.path().c_str(), 01757);
  EXPECT_TRUE(refused(somebody)) << "the sticky bit keeps the file, and a second one can still be put beside it";
  ::chmod(folder_.path().c_str(), 0775);
  EXPECT_FALSE(refused(somebody)) << "the group is another one";
  ASSERT_EQ(::chown(folder_.path().c_str(), 0, kSomebody), 0);
  EXPECT_TRUE(refused(somebody)) << "the user is of the group";
  ::chmod(folder_.path().c_str(), 0755);
  EXPECT_FALSE(refused(somebody));
  ASSERT_EQ(::chown(folder_.path().c_str(), kSomebody, 0), 0);
  EXPECT_TRUE(refused(somebody)) << "an owner may give the right to itself";
  ASSERT_EQ(::chown(folder_.path().c_str(), 0, 0), 0);
  ::chmod(file_.c_str(), 0646);
  EXPECT_TRUE(refused(somebody)) << "the file itself";
  ::chmod(file_.c_str(), 0644);
  const auto below = folder_.path() / "below";
  std::filesystem::create_directory(below);
  std::filesystem::rename(file_, below / "plain_channel.so");
  ::chmod(below.c_str(), 0755);
  ::chmod(folder_.path().c_str(), 0757);
  EXPECT_EQ(code_of(folder_problem(below / "plain_channel.so", somebody)), "plugin_folder_writable") << "the folder above can be exchanged whole";
}

TEST_F(PluginPinTest, ForRootAFolderThatAnybodyElseMayWriteIsRefused) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root gives files away";
  const User root{0, {0}};
  EXPECT_EQ(code_of(folder_problem(file_, root)), "");
  ::chmod(folder_.path().c_str(), 0775);
  EXPECT_EQ(code_of(folder_problem(file_, root)), "plugin_folder_writable");
  ::chmod(folder_.path().c_str(), 0755);
  ASSERT_EQ(::chown(folder_.path().c_str(), kSomebody, 0), 0);
  const auto problem = folder_problem(file_, root);
  ASSERT_TRUE(problem);
  EXPECT_THAT(problem->what, HasSubstr(folder_.path().filename().string())) << "it says which one";
  EXPECT_THAT(problem->next, HasSubstr("chown root"));
}

TEST_F(PluginPinTest, AUserWithoutRightsIsJudgedAsItActs) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root becomes somebody else";
  const pid_t child = ::fork();
  if (child == 0) {
    const bool is_somebody = ::setgroups(0, nullptr) == 0 && ::setgid(kSomebody) == 0 && ::setuid(kSomebody) == 0;
    const bool is_sound = is_somebody && !folder_problem(file_, User::acting());
    const auto own = std::filesystem::temp_directory_path() / ("seva-own-" + std::to_string(::getpid()));
    std::filesystem::create_directory(own);
    std::filesystem::copy_file(file_, own / "plain_channel.so");
    const bool is_own_refused = code_of(folder_problem(own / "plain_channel.so", User::acting())) == "plugin_folder_writable";
    std::filesystem::remove_all(own);
    ::_exit(is_sound && is_own_refused ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(PluginPinTest, AnotherContentThanThePinnedOneIsRefusedAndItsDigestTold) {
  const std::string actual = settings_.sha256;
  instance_.channels[0].sha256 = std::string(64, '0');
  for (const auto isolation : {domain::Isolation::none, domain::Isolation::process}) {
    instance_.channels[0].isolation = isolation;
    EXPECT_EQ(facts().state, "refused");
    EXPECT_THAT(facts().reason, HasSubstr(actual));
    EXPECT_EQ(catalogue_.usable(PluginKind::channel, "plain_channel"), nullptr);
  }
}

TEST_F(PluginPinTest, PinnedPluginRunsInTheKernelsProcessAndSaysSo) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root owns a folder that its server may not write";
  EXPECT_EQ(facts().state, "running") << facts().reason;
  EXPECT_FALSE(facts().is_isolated);
  const InstalledPlugin* plugin = catalogue_.usable(PluginKind::channel, "plain_channel");
  ASSERT_NE(plugin, nullptr);
  PluginProcess* const here = plugin->process_for(domain::Isolation::none);
  ASSERT_NE(here, nullptr);
  auto conversation = here->open();
  ASSERT_TRUE(conversation);
  EXPECT_EQ((*conversation)->send(R"({"id":"1","now":1,"type":"start"})", {}).value(), "[]");
  EXPECT_NE(here, plugin->process_for(domain::Isolation::process));
}

TEST_F(PluginPinTest, WhatMayNotRunHereIsNotLoadedHere) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root gives files away";
  ::chmod(folder_.path().c_str(), 0777);
  EXPECT_EQ(facts().state, "refused");
  EXPECT_THAT(facts().reason, HasSubstr("leave isolation away"));
  ASSERT_NE(catalogue_.installed("plain_channel"), nullptr);
  EXPECT_EQ(catalogue_.installed("plain_channel")->process_for(domain::Isolation::none), nullptr);
}

}  // namespace
}  // namespace seva::hosting
