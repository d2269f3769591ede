#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "storage/address.hpp"

namespace seva::storage {

/// Brings SQLite's write-ahead log into the database's file by a thread of its own, so that no commit waits for it: about once a second while
/// something is written, without a lock that writers need. Where the log has grown long all the same, it makes the next writer begin it anew.
/// SQLite does it by itself at a commit where this one cannot keep up. (https://www.sqlite.org/wal.html, section 3.2.)
class LogCheckpoints {
 public:
  explicit LogCheckpoints(DatabaseAddress address);
  ~LogCheckpoints();
  LogCheckpoints(const LogCheckpoints&) = delete;
  LogCheckpoints& operator=(const LogCheckpoints&) = delete;

  /// Something was committed. From any thread; costs nothing.
  void note_commit() noexcept;

 private:
  void run();

  DatabaseAddress address_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool has_commits_ = false;
  bool is_ending_ = false;
  std::thread thread_;  ///< last, as it uses the others
};

}  // namespace seva::storage
