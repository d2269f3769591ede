#include "bench/processes.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace seva::bench {
namespace {

using Seconds = std::chrono::duration<double>;

std::string folder_of(pid_t process) { return "/proc/" + std::to_string(process); }

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// Kilobytes, as MB.
double megabytes(const std::string& status, const std::string& name) {
  const auto at = status.find(name + ":");
  constexpr double kKilobytes = 1024;
  return at == std::string::npos ? 0 : std::stod(status.substr(at + name.size() + 1)) / kKilobytes;
}

Seconds seconds_of(const timeval& time) { return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec); }

}  // namespace

std::vector<pid_t> children_of(pid_t process) {
  std::vector<pid_t> found;
  std::error_code gone;
  for (const auto& task : std::filesystem::directory_iterator(folder_of(process) + "/task", gone)) {
    std::ifstream children(task.path() / "children");
    for (pid_t child = 0; children >> child;) found.push_back(child);
  }
  return found;
}

std::string words_of(pid_t process) {
  std::string words = text_of(folder_of(process) + "/cmdline");
  for (char& symbol : words)
    if (symbol == '\0') symbol = ' ';
  return words;
}

Seconds processor_of(pid_t process) {
  const std::string text = text_of(folder_of(process) + "/stat");
  const auto name_end = text.rfind(')');
  if (name_end == std::string::npos) return Seconds{0};
  std::istringstream fields(text.substr(name_end + 2));
  constexpr int kFieldsBefore = 11;  // state to cmajflt, proc(5)
  std::string skipped;
  for (int field = 0; field < kFieldsBefore; ++field) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return Seconds((user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK)));
}

Memory memory_of(pid_t process) {
  const std::string status = text_of(folder_of(process) + "/status");
  return {megabytes(status, "VmRSS"), megabytes(status, "VmHWM")};
}

Seconds processor_of_children(const std::string& words) {
  Seconds sum{0};
  for (const pid_t child : children_of(::getpid()))
    if (words_of(child).find(words) != std::string::npos) sum += processor_of(child);
  return sum;
}

Seconds processor_of_ended_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

}  // namespace seva::bench
