#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <future>
#include <mutex>
#include <string>
#include <thread>

#include "domain/result.hpp"

namespace seva::hosting {

/// Starts plugins' processes from one thread that lasts as long as it does: a process dies with the thread that started it, and threads that serve
/// requests come and go. Nothing is copied of this process, however large it is. Safe to use from any thread.
class Spawner {
 public:
  /// `program`: seva-plugin-host; empty: beside the program that runs.
  explicit Spawner(std::filesystem::path program = {});
  Spawner(const Spawner&) = delete;
  Spawner& operator=(const Spawner&) = delete;
  ~Spawner();

  struct Child {
    pid_t process = 0;
    int link = -1;  ///< the kernel's end, which does not block; the caller closes it
  };
  /// `mode`: --manifest or --serve; `image`: the descriptor of the plugin's file. Problems: plugin_host_missing.
  [[nodiscard]] domain::Result<Child> start(const std::string& label, const std::string& mode, int image, std::uint64_t memory_bytes);

 private:
  void run();
  [[nodiscard]] domain::Result<Child> spawn(const std::string& label, const std::string& mode, int image, std::uint64_t memory_bytes) const;

  std::filesystem::path program_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::packaged_task<domain::Result<Child>()>> wanted_;
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace seva::hosting
