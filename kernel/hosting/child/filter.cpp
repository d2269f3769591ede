#include "hosting/child/filter.hpp"

#include <asm/ioctls.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "hosting/child/frames.hpp"

namespace seva::hosting::child {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "Plugins are closed off on x86-64 and ARM64 only."
#endif

constexpr std::uint32_t kRefused = SECCOMP_RET_ERRNO | EPERM;
constexpr std::uint32_t kForeignCalls = 0x40000000;  ///< of x32, numbered from here

/// An argument's lower half must be `value` under `mask`.
struct Check {
  unsigned argument;
  std::uint32_t mask;
  std::uint32_t value;
};

constexpr std::uint32_t kAll = 0xffffffff;

Check is(unsigned argument, std::uint32_t value) { return {argument, kAll, value}; }
Check has_none_of(unsigned argument, std::uint32_t bits) { return {argument, bits, 0}; }

/// Writes a filter down from its first rule to its last. What is called most often comes first.
class Program {
 public:
  Program() {
    add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)));
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0));
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    load_number();
    add(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kForeignCalls, 0, 1));
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
  }

  void allow(std::initializer_list<long> calls) {
    for (const long call : calls) allow(call, {});
  }

  /// Allowed, or what else is to happen, where all checks hold; several rules for one call are alternatives.
  void allow(long call, std::initializer_list<Check> checks, std::uint32_t happens = SECCOMP_RET_ALLOW) {
    std::size_t length = 1;  // of what is jumped over where it is another call
    for (const Check& check : checks) length += check.mask == kAll ? 2 : 3;
    const std::size_t whole = length + (checks.size() == 0 ? 0 : 1);
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, static_cast<std::uint8_t>(whole)));
    for (const Check& check : checks) {
      add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offsetof(seccomp_data, args) + 8 * check.argument)));
      if (check.mask != kAll) add(BPF_STMT(BPF_ALU | BPF_AND | BPF_K, check.mask));
      length -= check.mask == kAll ? 2 : 3;
      add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, check.value, 0, static_cast<std::uint8_t>(length)));
    }
    add(BPF_STMT(BPF_RET | BPF_K, happens));
    if (checks.size() != 0) load_number();
  }

  /// These end the process, and no handler of its own hears of it.
  void end_at(std::initializer_list<long> calls) {
    for (const long call : calls) {
      add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
      add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    }
  }

  /// `otherwise`: what happens at every call that no rule names.
  [[nodiscard]] bool install(std::uint32_t otherwise = SECCOMP_RET_TRAP) {
    add(BPF_STMT(BPF_RET | BPF_K, otherwise));
    sock_fprog program{static_cast<unsigned short>(size_), code_.data()};
    return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
  }

 private:
  void add(sock_filter instruction) { code_.at(size_++) = instruction; }
  void load_number() { add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))); }

  std::array<sock_filter, 600> code_{};
  std::size_t size_ = 0;
};

/// What any computing needs. Standard output and error lead nowhere.
void allow_life(Program& program) {
  for (const long call : {SYS_write, SYS_writev})
    for (const std::uint32_t descriptor : {kLink, STDERR_FILENO, STDOUT_FILENO}) program.allow(call, {is(0, descriptor)});
  program.allow({SYS_futex, SYS_munmap, SYS_brk, SYS_mremap, SYS_madvise, SYS_exit_group, SYS_exit, SYS_clock_gettime, SYS_clock_getres,
                 SYS_gettimeofday, SYS_getrandom, SYS_sysinfo, SYS_getpid, SYS_getppid, SYS_gettid, SYS_sched_yield, SYS_restart_syscall,
                 SYS_rt_sigprocmask, SYS_rt_sigreturn});
#if defined(SYS_time)
  program.allow({SYS_time});
#endif
  const auto self = static_cast<std::uint32_t>(::getpid());
  for (const std::uint32_t signal : {SIGABRT, SIGSYS}) program.allow(SYS_tgkill, {is(0, self), is(1, self), is(2, signal)});
}

}  // namespace

bool allow_loading() {
  Program program;
  allow_life(program);
  constexpr std::uint32_t kMoreThanReading = ~static_cast<std::uint32_t>(O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW | O_LARGEFILE | 0100000);
  program.allow(SYS_openat, {has_none_of(2, kMoreThanReading)});
  program.allow({SYS_read,      SYS_pread64,    SYS_close,  SYS_fstat,           SYS_newfstatat,        SYS_lseek,  SYS_mmap,   SYS_mprotect,
                 SYS_faccessat, SYS_readlinkat, SYS_getcwd, SYS_uname,           SYS_sched_getaffinity, SYS_getcpu, SYS_getuid, SYS_geteuid,
                 SYS_getgid,    SYS_getegid,    SYS_rseq,   SYS_set_robust_list, SYS_rt_sigaction});
#if defined(__x86_64__)
  program.allow({SYS_access, SYS_readlink, SYS_stat, SYS_arch_prctl});
#endif
  program.allow(SYS_prlimit64, {is(0, 0), is(2, 0)});  // reading its own
  program.allow(SYS_seccomp, {is(0, SECCOMP_SET_MODE_FILTER)});
  return program.install();
}

bool allow_computing() {
  Program program;
  program.allow(SYS_read, {is(0, kLink)});
  program.allow(SYS_mmap, {has_none_of(2, PROT_EXEC), {3, MAP_ANONYMOUS, MAP_ANONYMOUS}});
  program.allow(SYS_mprotect, {has_none_of(2, PROT_EXEC)});
  program.allow({SYS_rt_sigaction});
  allow_life(program);
  return program.install();
}

bool allow_program() {
  Program program;
  allow_life(program);
  constexpr std::uint32_t kMoreThanReading = ~static_cast<std::uint32_t>(O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_LARGEFILE | 0100000);
  program.allow(SYS_openat, {has_none_of(2, kMoreThanReading)});
  program.allow({SYS_read,
                 SYS_readv,
                 SYS_pread64,
                 SYS_close,
                 SYS_fstat,
                 SYS_newfstatat,
                 SYS_statx,
                 SYS_lseek,
                 SYS_getdents64,
                 SYS_mmap,
                 SYS_mprotect,
                 SYS_faccessat,
                 SYS_faccessat2,
                 SYS_readlinkat,
                 SYS_getcwd,
                 SYS_uname,
                 SYS_sched_getaffinity,
                 SYS_getcpu,
                 SYS_getuid,
                 SYS_geteuid,
                 SYS_getgid,
                 SYS_getegid,
                 SYS_getrusage,
                 SYS_rseq,
                 SYS_set_robust_list,
                 SYS_set_tid_address,
                 SYS_rt_sigaction,
                 SYS_sigaltstack,
                 SYS_ppoll,
                 SYS_pselect6,
                 SYS_clock_nanosleep,
                 SYS_nanosleep,
                 SYS_epoll_create1,
                 SYS_epoll_ctl,
                 SYS_epoll_pwait});
#if defined(__x86_64__)
  program.allow({SYS_access, SYS_readlink, SYS_stat, SYS_lstat, SYS_arch_prctl, SYS_poll, SYS_select, SYS_getrlimit, SYS_epoll_wait});
  program.end_at({SYS_fork, SYS_vfork});
#endif
  for (const std::uint32_t command : {F_GETFD, F_SETFD, F_GETFL}) program.allow(SYS_fcntl, {is(1, command)});
  for (const std::uint32_t command : {TCGETS, FIOCLEX}) program.allow(SYS_ioctl, {is(1, command)});
  program.allow(SYS_prlimit64, {is(0, 0), is(2, 0)});  // reading its own
  program.allow(SYS_seccomp, {is(0, SECCOMP_SET_MODE_FILTER)});
  program.allow(SYS_execveat, {is(0, kImage), is(4, AT_EMPTY_PATH)});
  // An interpreter that begins asks the machine's own services who it is.
  program.allow(SYS_socket, {is(0, AF_UNIX)}, kRefused);
  program.end_at({SYS_socket, SYS_socketpair, SYS_connect, SYS_clone, SYS_clone3, SYS_execve, SYS_kill, SYS_tkill, SYS_tgkill, SYS_pidfd_open,
                  SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev});
  return program.install(kRefused);
}

}  // namespace seva::hosting::child
