#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <future>

#include "hosting/process/child_process.hpp"
#include "hosting/support/plugin_folder.hpp"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SKIP_WITHOUT_SANDBOX() GTEST_SKIP() << "a sanitized build has no sandbox"
#else
#define SKIP_WITHOUT_SANDBOX()
#endif

namespace seva::hosting {
namespace {

using ::testing::HasSubstr;

constexpr const char* kStart = R"({"id":"1","now":1,"type":"start"})";
constexpr const char* kTimer = R"({"id":"2","now":2,"type":"timer"})";

class HostilePluginsTest : public ::testing::Test {
 protected:
  ChildProcess process_of(const std::string& kind, const std::string& name) {
    const auto file = std::filesystem::path(SEVA_BINARY_DIR) / kind / (name + ".so");
    ChildLimits limits;
    limits.handle = std::chrono::milliseconds(1000);
    limits.at_par = limits.handle;  // on a busy machine whoever makes way may not come to its end in time
    limits.memory_bytes = 128ULL << 20;
    return ChildProcess(std::make_shared<const PluginImage>(PluginImage::read(file).value()), spawner_, limits);
  }
  /// How the instance ends at its first event after the start.
  domain::Problem end_of(const std::string& name) {
    ChildProcess process = process_of("hostile_plugins", name);
    auto talk = process.open();
    if (!talk) return talk.error();
    if (const auto started = (*talk)->send(kStart, {}); !started) return started.error();
    const auto answer = (*talk)->send(kTimer, {});
    return answer ? domain::Problem{} : answer.error();
  }
  static std::size_t children() {
    std::size_t count = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
      std::ifstream children(task.path() / "children");
      for (std::string child; children >> child;) ++count;
    }
    return count;
  }

  /// The one that is there.
  static pid_t plugins_process() {
    pid_t child = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      std::ifstream status(entry.path() / "stat");
      std::string number, name, state, parent;
      if (status >> number >> name >> state >> parent && name == "(seva-plugin-hos)" && parent == std::to_string(::getpid()))
        child = std::stoi(number);
    }
    return child;
  }

  Spawner spawner_{kPluginHost};
};

TEST_F(HostilePluginsTest, EachIsEndedAndSaysWhy) {
  SKIP_WITHOUT_SANDBOX();
  const std::vector<std::tuple<const char*, const char*, const char*>> ends{{"segfault", "plugin_crashed", "SIGSEGV"},
                                                                            {"hang", "plugin_overran", "too long"},
                                                                            {"leak", "plugin_crashed", "SIGABRT"},
                                                                            {"garbage_frames", "plugin_answer_garbled", "no answer"},
                                                                            {"flood", "effects_too_large", "8 MB"},
                                                                            {"socket", "plugin_not_allowed", "socket"},
                                                                            {"file", "plugin_not_allowed", "openat"},
                                                                            {"fork", "plugin_not_allowed", "clone"},
                                                                            {"exec", "plugin_not_allowed", "execve"},
                                                                            {"signal_kernel", "plugin_not_allowed", "kill"},
                                                                            {"read_kernel", "plugin_not_allowed", "process_vm_readv"},
                                                                            {"kernel_memory", "plugin_not_allowed", "openat"},
                                                                            {"map_code", "plugin_not_allowed", "mmap"},
                                                                            {"constructor_socket", "plugin_not_allowed", "socket"},
                                                                            {"constructor_fork", "plugin_not_allowed", "clone"},
                                                                            {"constructor_signal", "plugin_not_allowed", "kill"},
                                                                            {"constructor_trace", "plugin_not_allowed", "ptrace"}};
  for (const auto& [name, code, word] : ends) {
    const domain::Problem problem = end_of(name);
    EXPECT_EQ(problem.code, code) << name << ": " << problem.what;
    EXPECT_THAT(problem.what, HasSubstr(word)) << name;
  }
  EXPECT_EQ(children(), 0U) << "nothing of them is left";
  ChildProcess process = process_of("plain_plugins", "plain_channel");
  const auto alive = process.open();
  EXPECT_EQ(children(), 1U) << "and one that lives is counted";
}

TEST_F(HostilePluginsTest, FilesAreClosedToConstructors) {
  SKIP_WITHOUT_SANDBOX();
  for (const char* name : {"constructor_file", "constructor_memory"}) {
    const auto instance = process_of("hostile_plugins", name).open();
    EXPECT_TRUE(instance) << name << ": " << instance.error().what << ": it ends itself where it could read the file";
  }
}

TEST_F(HostilePluginsTest, EndFromOutsideIsNotThePluginsFailure) {
  ChildProcess process = process_of("plain_plugins", "plain_channel");
  auto talk = process.open();
  ASSERT_TRUE(talk);
  ASSERT_TRUE((*talk)->send(kStart, {}));
  const pid_t child = plugins_process();
  ASSERT_GT(child, 0);
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  const auto answer = (*talk)->send(kTimer, {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, kKilledFromOutside);
}

TEST_F(HostilePluginsTest, WhoComputesLongGoesBehindEverythingElse) {
  SKIP_WITHOUT_SANDBOX();
  const auto file = std::filesystem::path(SEVA_BINARY_DIR) / "hostile_plugins" / "hang.so";
  ChildProcess process(std::make_shared<const PluginImage>(PluginImage::read(file).value()), spawner_);
  auto talk = process.open();
  ASSERT_TRUE(talk);
  ASSERT_TRUE((*talk)->send(kStart, {}));
  const pid_t child = plugins_process();
  EXPECT_EQ(::getpriority(PRIO_PROCESS, static_cast<id_t>(child)), ::getpriority(PRIO_PROCESS, 0));
  auto end = std::async(std::launch::async, [&] { return (*talk)->send(kTimer, {}).error().code; });
  bool is_behind = false;
  while (!is_behind && end.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    is_behind = ::getpriority(PRIO_PROCESS, static_cast<id_t>(child)) >= 10;
  EXPECT_TRUE(is_behind);
  EXPECT_EQ(end.get(), "plugin_overran");
}

TEST_F(HostilePluginsTest, SoundPluginAnswersTheSameBytesAsInTheKernelsProcess) {
  ChildProcess process = process_of("plain_plugins", "plain_channel");
  auto talk = process.open();
  ASSERT_TRUE(talk);
  EXPECT_EQ((*talk)->send(kStart, std::string(20 << 20, 'x')).value(), "[]") << "also with twenty megabytes of files";
  const auto answer = (*talk)->send(R"({"id":"2","now":2,"type":"stream_data","tag":"replay"})", "m1\nm2\n");
  ASSERT_TRUE(answer);
  EXPECT_THAT(std::string(*answer), HasSubstr(R"("source_id": "m2")"));
}

TEST_F(HostilePluginsTest, MissingProgramIsNamed) {
  Spawner nowhere("/nowhere/seva-plugin-host");
  const auto file = std::filesystem::path(SEVA_BINARY_DIR) / "plain_plugins" / "plain_channel.so";
  ChildProcess process(std::make_shared<const PluginImage>(PluginImage::read(file).value()), nowhere);
  EXPECT_EQ(process.manifest().error().code, "plugin_host_missing");
}

}  // namespace
}  // namespace seva::hosting
