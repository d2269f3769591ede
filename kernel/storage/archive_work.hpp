#pragma once

#include <optional>
#include <stdexcept>

#include "storage/archive.hpp"
#include "storage/connection_pool.hpp"
#include "storage/ticket_parts.hpp"
#include "storage/work_lease.hpp"

namespace seva::storage {

inline constexpr std::chrono::milliseconds kArchivePatience{30'000};

/// The file is damaged, or none that was taken for one.
struct ArchiveUnreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What archiving and bringing back hold alike: connections, the tables, and the lease, which is given back at the end.
class ArchiveWork {
 public:
  /// Throws DatabaseError. `ports` outlives this.
  ArchiveWork(const ArchivePlace& place, const ArchivePorts& ports);
  ~ArchiveWork();
  ArchiveWork(const ArchiveWork&) = delete;
  ArchiveWork& operator=(const ArchiveWork&) = delete;

  /// Before anything else. archive_running where another one lives.
  [[nodiscard]] domain::Result<void> take_lease();
  /// In between, so that nobody takes this one for dead.
  void beat() { lease_->beat_now_and_then(writers_); }

  using Step = std::function<void(RepositorySession&)>;
  void read(const Step& step);
  /// Fenced by the lease, and run again as Store::write() is.
  void write(const Step& step);
  /// The same; afterwards others have as much time as it took.
  void write_and_make_room(const Step& step);

  void tell(ArchiveStep step, const std::string& month = {}, std::int64_t done = 0, std::int64_t all = 0) const {
    ports_.progress({step, month, done, all});
  }

  [[nodiscard]] ConnectionPool& readers() { return readers_; }
  [[nodiscard]] const TicketParts& parts() const { return parts_; }
  [[nodiscard]] int schema() const { return schema_; }
  [[nodiscard]] actions::Identities& identities() const { return ports_.identities; }
  [[nodiscard]] const std::filesystem::path& files() const { return files_; }
  /// Tells what was done to an archive, in the transaction of the deed.
  void note(RepositorySession& session, const std::string& act, const std::string& file, const std::string& month, std::int64_t tickets) const;

 private:
  const ArchivePorts& ports_;
  std::filesystem::path files_;
  ConnectionPool readers_;
  ConnectionPool writers_;
  int schema_ = 0;
  TicketParts parts_;
  std::optional<WorkLease> lease_;
};

/// What went wrong as a Problem. Called within a catch.
[[nodiscard]] domain::Problem archive_problem(const std::filesystem::path& where);

}  // namespace seva::storage
