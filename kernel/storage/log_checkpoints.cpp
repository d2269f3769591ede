#include "storage/log_checkpoints.hpp"

#include <chrono>
#include <optional>

#include "storage/connection.hpp"
#include "storage/database_error.hpp"

namespace seva::storage {
namespace {

constexpr std::chrono::milliseconds kEvery{1000};
constexpr std::int64_t kLongLog = 16'384;  ///< pages of 4 KiB

const Select kPassive{"bring the log into the file", "PRAGMA wal_checkpoint(PASSIVE)", 3};
const Select kRestart{"begin the log anew", "PRAGMA wal_checkpoint(RESTART)", 3};

/// The pages that the log holds.
std::int64_t checkpoint(Connection& connection, const Select& how) {
  std::int64_t pages = 0;
  connection.select(how, {}, [&](Row& row) {
    static_cast<void>(row.number());
    pages = row.number();
    static_cast<void>(row.number());
  });
  return pages;
}

}  // namespace

LogCheckpoints::LogCheckpoints(DatabaseAddress address) : address_(std::move(address)), thread_([this] { run(); }) {}

LogCheckpoints::~LogCheckpoints() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void LogCheckpoints::note_commit() noexcept {
  {
    const std::lock_guard lock(mutex_);
    if (has_commits_) return;
    has_commits_ = true;
  }
  changed_.notify_all();
}

void LogCheckpoints::run() {
  std::optional<Connection> connection;
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return has_commits_ || is_ending_; });
    if (changed_.wait_for(lock, kEvery, [&] { return is_ending_; })) return;
    has_commits_ = false;
    lock.unlock();
    try {
      if (!connection) {
        connection.emplace(address_, Access::write, BatchWriting::row_by_row);
        connection->command("wait for nobody long", "PRAGMA busy_timeout = 50");
      }
      if (checkpoint(*connection, kPassive) > kLongLog) checkpoint(*connection, kRestart);
    } catch (const DatabaseError&) {
      connection.reset();  // The commits themselves say what is wrong with the disk.
    }
    lock.lock();
  }
}

}  // namespace seva::storage
