#include "hosting/process/spawner.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <utility>

#include "hosting/child/frames.hpp"

namespace seva::hosting {
namespace {

/// Of the socket, each way, so that a batch goes over in one piece.
constexpr int kLinkBytes = 1024 * 1024;

std::filesystem::path program_beside_this() {
  std::error_code unknown;
  return std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path() / "seva-plugin-host";
}

void widen(int link) {
  for (const int option : {SO_SNDBUFFORCE, SO_RCVBUFFORCE}) ::setsockopt(link, SOL_SOCKET, option, &kLinkBytes, sizeof kLinkBytes);
}

/// What the new process begins with: the two descriptors, no other, every signal as the system has it, a group of its own.
class Beginning {
 public:
  Beginning(int link, int image) {
    ::posix_spawn_file_actions_init(&actions_);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
      ::posix_spawn_file_actions_addopen(&actions_, standard, "/dev/null", standard == STDIN_FILENO ? O_RDONLY : O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, link, child::kLink);
    ::posix_spawn_file_actions_adddup2(&actions_, image, child::kImage);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, child::kImage + 1);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  Beginning(const Beginning&) = delete;
  Beginning& operator=(const Beginning&) = delete;
  ~Beginning() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }
  [[nodiscard]] const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

/// A copy under a number that the new process' own cannot overwrite while they are put in their places.
int lifted(int descriptor) { return ::fcntl(descriptor, F_DUPFD_CLOEXEC, child::kImage + 1); }

}  // namespace

Spawner::Spawner(std::filesystem::path program)
    : program_(program.empty() ? program_beside_this() : std::move(program)), thread_([this] { run(); }) {}

Spawner::~Spawner() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Spawner::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return is_ending_ || !wanted_.empty(); });
    if (wanted_.empty()) return;
    auto task = std::move(wanted_.front());
    wanted_.pop_front();
    lock.unlock();
    task();
    lock.lock();
  }
}

domain::Result<Spawner::Child> Spawner::start(const std::string& label, const std::string& mode, int image, std::uint64_t memory_bytes) {
  std::packaged_task<domain::Result<Child>()> task([&] { return spawn(label, mode, image, memory_bytes); });
  auto started = task.get_future();
  {
    const std::lock_guard lock(mutex_);
    wanted_.push_back(std::move(task));
  }
  changed_.notify_all();
  return started.get();
}

domain::Result<Spawner::Child> Spawner::spawn(const std::string& label, const std::string& mode, int image, std::uint64_t memory_bytes) const {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return domain::Problem{domain::ProblemKind::unavailable, "plugin_host_missing", "There is no descriptor left for a plugin's process.", label,
                           "Allow the server more open files."};
  widen(ends[0]);
  widen(ends[1]);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  const int link = lifted(ends[1]);
  const int file = lifted(image);
  std::string arguments[] = {program_.filename().string(), label, mode, std::to_string(::getpid()), std::to_string(memory_bytes)};
  char* words[] = {arguments[0].data(), arguments[1].data(), arguments[2].data(), arguments[3].data(), arguments[4].data(), nullptr};
  char* no_environment[] = {nullptr};
  pid_t process = 0;
  const Beginning beginning(link, file);
  const int failure = ::posix_spawn(&process, program_.c_str(), beginning.actions(), beginning.attributes(), words, no_environment);
  for (const int done : {ends[1], link, file}) ::close(done);
  if (failure == 0) return Child{process, ends[0]};
  ::close(ends[0]);
  return domain::Problem{domain::ProblemKind::unavailable, "plugin_host_missing",
                         "The program for plugins' processes cannot be run: " + std::string(std::strerror(failure)) + ".",
                         program_.filename().string(), "It belongs beside the server's own program; install both."};
}

}  // namespace seva::hosting
