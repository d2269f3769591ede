#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "hosting/catalogue.hpp"
#include "hosting/process/child_process.hpp"
#include "hosting/support/plugin_folder.hpp"

/// Plugins that are programs of their own (sdk/FRAMES.md).
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsMemoryLimited = false;  // a sanitizer's runtime needs memory without bounds
#else
constexpr bool kIsMemoryLimited = true;
#endif

namespace seva::hosting {
namespace {

using ::testing::HasSubstr;

constexpr const char* kWebhook = R"({"id":"2","now":2,"type":"webhook","tag":"w","headers":{"x-token":"right"}})";

class ProgramsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto manifest = process_of(fixture("post_box")).manifest();
    if (!manifest && manifest.error().code == "plugin_sandbox_missing") GTEST_SKIP() << manifest.error().what;
  }
  ChildProcess process_of(const std::filesystem::path& file) {
    ChildLimits limits;
    limits.handle = std::chrono::milliseconds(1000);
    limits.at_par = limits.handle;  // on a busy machine whoever makes way may not come to its end in time
    limits.memory_bytes = 128ULL << 20;
    return ChildProcess(std::make_shared<const PluginImage>(PluginImage::read(file).value()), spawner_, limits);
  }
  static std::filesystem::path fixture(const std::string& name) {
    return std::filesystem::path(SEVA_SOURCE_DIR) / "tests/program_plugins" / (name + ".plugin");
  }
  std::filesystem::path written(const std::string& text) {
    std::ofstream(folder_.path() / "a.plugin") << text;
    return folder_.path() / "a.plugin";
  }
  /// What the program answers when it does this, or how it ends.
  std::string outcome_of(const std::string& act) {
    ChildProcess process = process_of(fixture("hostile"));
    auto talk = process.open();
    if (!talk) return talk.error().what;
    const auto started = (*talk)->send(R"({"id":"1","now":1,"type":"start","config":{"act":")" + act + "\"}}", {});
    if (!started) return started.error().what;
    const auto answer = (*talk)->send(kWebhook, {});
    return answer ? std::string(*answer) : answer.error().code + ": " + answer.error().what;
  }

  Spawner spawner_{kPluginHost};
  PluginFolder folder_;
};

TEST_F(ProgramsTest, IntroducesItselfAndAnswersEventsWithTheSameEffects) {
  ChildProcess process = process_of(fixture("post_box"));
  EXPECT_THAT(process.manifest().value(), HasSubstr(R"("id": "post_box")"));
  auto talk = process.open();
  ASSERT_TRUE(talk) << talk.error().what;
  EXPECT_EQ((*talk)->send(R"({"id":"1","now":1,"type":"start","secrets":{"token":["right"]}})", std::string(20 << 20, 'x')).value(), "[]");
  EXPECT_THAT(std::string((*talk)->send(kWebhook, R"({"id": 7, "from": "c", "text": "नमस्ते"})").value()), HasSubstr(R"("source_id": "7")"));
  EXPECT_THAT(std::string((*talk)->send(kWebhook, "<html>").value()), HasSubstr("400"));
  EXPECT_EQ((*talk)->send(R"({"id":"3","now":3,"type":"of_next_year"})", {}).value(), "[]");
}

TEST_F(ProgramsTest, WhoAttacksIsEndedAndItSaysWhy) {
  for (const char* act : {"socket", "fork", "another_program", "signal_the_kernel", "thread"})
    EXPECT_THAT(outcome_of(act), HasSubstr("plugin_not_allowed")) << act;
}

TEST_F(ProgramsTest, OtherFilesAreClosedToIt) {
  for (const char* act : {"read_a_file", "list_a_folder", "write_a_file", "read_the_kernels_memory"})
    EXPECT_THAT(outcome_of(act), HasSubstr("could_not")) << act;
}

TEST_F(ProgramsTest, WhoFailsIsEndedAsALibraryIs) {
  EXPECT_THAT(outcome_of("hang"), HasSubstr("plugin_overran"));
  if (kIsMemoryLimited) {
    EXPECT_THAT(outcome_of("leak"), HasSubstr("plugin_handle_failed"));
  }
  EXPECT_THAT(outcome_of("dies"), HasSubstr("exit status 7"));
  EXPECT_THAT(outcome_of("garbage"), HasSubstr("plugin_answer_garbled"));
  EXPECT_THAT(outcome_of("flood"), HasSubstr("effects_too_large"));
  EXPECT_THAT(outcome_of("speaks_like_another"), HasSubstr("plugin_answer_garbled"));
}

TEST_F(ProgramsTest, WhatCannotBeRunSaysWhy) {
  for (const char* text : {"#!python3\n", "#! /no/such/interpreter\n", "#!\n", "nothing\n", ""}) {
    const auto manifest = process_of(written(text)).manifest();
    ASSERT_FALSE(manifest) << text;
    EXPECT_EQ(manifest.error().code, "plugin_not_loadable") << text << manifest.error().what;
    EXPECT_THAT(manifest.error().next, HasSubstr("interpreter"));
  }
}

TEST_F(ProgramsTest, StandsInTheCatalogueAsAnyPlugin) {
  std::filesystem::copy_file(fixture("post_box"), folder_.path() / "post_box.plugin");
  folder_.add_plain("plain_channel");
  Catalogue catalogue({folder_.path()}, {}, nullptr, nullptr, kPluginHost);
  domain::Instance instance;
  domain::PluginSettings settings;
  settings.id = "post_box";
  instance.channels = {settings};
  catalogue.refresh(instance);
  EXPECT_EQ(catalogue.plugin("post_box").value().state, "running") << catalogue.plugin("post_box").value().reason;
  EXPECT_EQ(catalogue.plugin("plain_channel").value().state, "off");
}

}  // namespace
}  // namespace seva::hosting
