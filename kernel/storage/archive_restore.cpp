#include <fstream>

#include "storage/archive_file.hpp"
#include "storage/archive_moves.hpp"
#include "storage/archive_work.hpp"
#include "storage/backup_file.hpp"

namespace seva::storage {
namespace {

const Select kArchive = select("find an archive", "month, file", "FROM archives WHERE id = :id");

class Beating final : public ArchiveVisitor {
 public:
  explicit Beating(const std::function<void()>& beat) : beat_(beat) {}
  void tickets(std::span<const WholeTicket>) override { beat_(); }
  void piece(std::string) override { beat_(); }

 private:
  const std::function<void()>& beat_;
};

/// A file's bytes are durable before the row of its ticket is written. Those that are there already are left alone.
class Returning final : public ArchiveVisitor {
 public:
  Returning(ArchiveWork& work, std::int64_t archive, std::string month, std::string name, std::int64_t all)
      : work_(work), archive_(archive), month_(std::move(month)), name_(std::move(name)), all_(all) {}

  void file(const std::string& path) override {
    close_file();
    target_ = work_.files() / path;
    if (std::filesystem::exists(target_)) return;
    std::filesystem::create_directories(target_.parent_path());
    draft_ = target_.string() + ".coming";
    file_.open(draft_, std::ios::binary | std::ios::trunc);
    if (!file_) throw std::runtime_error("A file cannot be written below " + work_.files().string());
  }

  void piece(std::string bytes) override {
    if (file_.is_open()) file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    work_.beat();
  }

  void tickets(std::span<const WholeTicket> batch) override {
    close_file();
    seen_ += static_cast<std::int64_t>(batch.size());
    work_.write_and_make_room([&](RepositorySession& session) {
      came_ = bring_back(session, work_.parts(), batch, archive_, work_.identities());
      const auto all_that_came = tickets_ + static_cast<std::int64_t>(came_.size());
      if (seen_ == all_ && all_that_came > 0) work_.note(session, "archive_restored", name_, month_, all_that_came);
    });
    tickets_ += static_cast<std::int64_t>(came_.size());
    work_.tell(ArchiveStep::restoring, month_, seen_, all_);
  }

  [[nodiscard]] BroughtBack sums() const { return {month_, tickets_, seen_ - tickets_}; }

 private:
  void close_file() {
    if (!file_.is_open()) return;
    file_.close();
    if (!file_) throw std::runtime_error("A file cannot be written below " + work_.files().string());
    make_durable(draft_);
    std::filesystem::rename(draft_, target_);
    make_durable(target_.parent_path());
  }

  ArchiveWork& work_;
  std::int64_t archive_;
  std::string month_;
  std::string name_;  ///< of the file, when it was made
  std::int64_t all_;
  std::int64_t seen_ = 0;
  std::int64_t tickets_ = 0;
  std::set<domain::TicketId> came_;
  std::ofstream file_;
  std::filesystem::path draft_;
  std::filesystem::path target_;
};

/// Reads all of it before anything is changed.
BackupCounts whole(const std::filesystem::path& source, const std::function<void()>& beat) {
  try {
    Beating counting(beat);
    return visit_archive(source, counting);
  } catch (const DatabaseError&) {
    throw;
  } catch (const LeaseLost&) {
    throw;
  } catch (const std::exception& error) {
    throw ArchiveUnreadable(error.what());
  }
}

domain::Result<BroughtBack> put_back(ArchiveWork& work, const std::filesystem::path& source) {
  const BackupCounts counts = whole(source, [&] { work.beat(); });
  if (counts.schema > work.schema())
    return domain::conflict("archive_newer", "The archive was made by a later program, at migration " + std::to_string(counts.schema) + ".",
                            "Bring it back with that program, or a newer one.");
  std::string month;
  std::string name;
  work.read([&](RepositorySession& session) {
    session.select(kArchive, {counts.archive}, [&](Row& row) {
      month = row.text();
      name = row.text();
    });
  });
  if (month.empty())
    return domain::conflict("archive_foreign", "This database did not make the archive.",
                            "Name the database that did. To look at what is in it, put it into an empty database of its own with seva restore.");
  const auto tickets = counts.rows.find("tickets");
  Returning returning(work, counts.archive, month, name, tickets == counts.rows.end() ? 0 : tickets->second);
  visit_archive(source, returning);
  return returning.sums();
}

}  // namespace

domain::Result<BackupCounts> look_at_archive(const std::filesystem::path& source) {
  try {
    return whole(source, [] {});
  } catch (const std::exception&) {
    return archive_problem(source);
  }
}

domain::Result<BroughtBack> restore_archive(const ArchivePlace& place, const std::filesystem::path& source, const ArchivePorts& ports) {
  try {
    ArchiveWork work(place, ports);
    if (const auto taken = work.take_lease(); !taken) return taken.error();
    return put_back(work, source);
  } catch (const std::exception&) {
    return archive_problem(source);
  }
}

}  // namespace seva::storage
