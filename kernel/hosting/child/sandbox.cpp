#include "hosting/child/sandbox.hpp"

#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <initializer_list>

#include "hosting/child/filter.hpp"
#include "hosting/child/frames.hpp"

namespace seva::hosting::child {
namespace {

// A sanitizer's runtime needs memory without bounds and system calls of its own: such a build has no sandbox, and serves tests alone.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

constexpr uid_t kFirstOwnUser = 0x5E000000;  ///< users that nobody has; one a process
constexpr uid_t kProcessMask = 0x003fffff;   ///< a process id has 22 bits at most
constexpr uid_t kNobody = 65534;

bool limit(int resource, rlim_t most) {
  const rlimit both{most, most};
  return ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both) == 0;
}

bool limit_all(std::uint64_t memory_bytes) {
  constexpr rlim_t kDescriptors = 16;
  if (!kIsSanitized && !(limit(RLIMIT_AS, memory_bytes) && limit(RLIMIT_DATA, memory_bytes))) return false;
  return limit(RLIMIT_NOFILE, kDescriptors) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_NPROC, 0) &&
         limit(RLIMIT_MSGQUEUE, 0) && limit(RLIMIT_MEMLOCK, 0);
}

/// True where the process is another user than the kernel from now on. In a container only few users may be there.
bool become_another() {
  if (::geteuid() != 0) return false;
  for (const uid_t user : {kFirstOwnUser | (static_cast<uid_t>(::getpid()) & kProcessMask), kNobody})
    if (::setgroups(0, nullptr) == 0 && ::setresgid(user, user, user) == 0 && ::setresuid(user, user, user) == 0) return true;
  return false;
}

constexpr std::uint64_t kReading = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t kReadingFolders = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kBeginning = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;

void allow_under(int rules, const char* path, std::uint64_t access) {
  const int opened = ::open(path, O_PATH | O_CLOEXEC);
  if (opened < 0) return;  // this system has no such file or folder
  landlock_path_beneath_attr rule{access, opened};
  ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  ::close(opened);
}

/// Rules that allow nothing yet; below 0: there is no Landlock.
int make_rules() {
  constexpr std::uint64_t kFirstAccesses = (std::uint64_t{1} << 13) - 1;  // of Landlock's first version, on every kernel that has it
  landlock_ruleset_attr handled{};
  handled.handled_access_fs = kFirstAccesses;
  return static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled.handled_access_fs, 0));
}

bool keep_to(int rules) {
  const bool is_locked = ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  ::close(rules);
  return is_locked;
}

/// True where of all files only the system's libraries can be opened from now on.
bool lock_files() {
  const int rules = make_rules();
  if (rules < 0) return false;
  for (const char* folder : {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"}) allow_under(rules, folder, kReading);
  return keep_to(rules);
}

/// The same for a program: its interpreter and what that reads, which is nobody's secret.
bool lock_files_for(const char* interpreter) {
  const int rules = make_rules();
  if (rules < 0) return false;
  for (const char* folder : {"/usr", "/lib", "/lib64"}) allow_under(rules, folder, kReadingFolders);
  allow_under(rules, "/etc/ld.so.cache", kReading);
  for (const char* loader : {"/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"}) allow_under(rules, loader, kBeginning);
  if (interpreter != nullptr) allow_under(rules, interpreter, kBeginning);
  return keep_to(rules);
}

/// Where memory is short, the plugin goes before the kernel.
void go_first_when_memory_is_short() {
  const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  [[maybe_unused]] const auto written = ::write(file, "1000", 4);
  ::close(file);
}

/// What comes before files and system calls are closed.
const char* strip(std::uint64_t memory_bytes, bool& is_another) {
  ::clearenv();
  if (::syscall(SYS_close_range, kImage + 1, ~0U, 0) != 0) ::closefrom(kImage + 1);
  if (::chdir("/") != 0) return "the working folder cannot be left";
  go_first_when_memory_is_short();
  is_another = become_another();
  if (::geteuid() == 0) return "the process cannot become another user than root";
  if (!limit_all(memory_bytes)) return "its limits cannot be set";
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return "no_new_privs is not to be had";
  return nullptr;
}

/// A change of user forgets both of these.
const char* tie_to(std::int32_t parent) {
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || ::getppid() != parent) return "the kernel is gone";
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return "its memory cannot be hidden";
  return nullptr;
}

constexpr const char* kNoFilter = "the system takes no filter of system calls (seccomp)";

}  // namespace

const char* close_off(std::int32_t parent, std::uint64_t memory_bytes) {
  bool is_another = false;
  if (const char* missing = strip(memory_bytes, is_another)) return missing;
  const bool are_files_locked = lock_files();
  if (!is_another && !are_files_locked) return "there is no Landlock, and the server does not run as root, which could give it another user";
  if (const char* missing = tie_to(parent)) return missing;
  if (!kIsSanitized && !allow_loading()) return kNoFilter;
  return nullptr;
}

const char* close_off_program(std::int32_t parent, std::uint64_t memory_bytes, const char* interpreter) {
  bool is_another = false;
  if (const char* missing = strip(memory_bytes, is_another)) return missing;
  if (!lock_files_for(interpreter)) return "there is no Landlock, and a program would read every file that anybody may";
  if (const char* missing = tie_to(parent)) return missing;
  return allow_program() ? nullptr : kNoFilter;
}

const char* close_for_good() { return kIsSanitized || allow_computing() ? nullptr : "the system takes no second filter of system calls (seccomp)"; }

}  // namespace seva::hosting::child
