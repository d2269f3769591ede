#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "actions/ports.hpp"
#include "domain/month.hpp"
#include "storage/backup.hpp"

namespace seva::storage {

/// Tickets that were closed long ago leave the database for files, a month of closing each, while the server serves; and come back from them.
///
/// For each month, oldest first: all that belongs to its tickets is written to FOLDER/seva-archive-2025-11.jsonl.gz and made durable; the file is
/// read back and counted; then it is gone through again, and a batch of tickets a transaction leaves the database, each of them only where what is
/// stored is, row by row, what is in the file. So at every moment each ticket counts in one place, and whoever is killed goes on by running again.
/// Between two batches as much time passes as the last one took, for others to write in. A ticket that changed meanwhile stays, as does one for which
/// something is still to be done (an answer that waits to be sent, an open question, a file that is to be fetched).
///
/// What stays of a ticket is a row of `archived_tickets`, and by what its messages and calls are known again. Sealed tickets lie in the file as they
/// lay here, encrypted. The citizens stay. Several at once are refused by a lease. What was archived and brought back is told among the acts of
/// administration, by the file's name, with its month and how many tickets it was, in the transaction that ends it.

enum class ArchiveStep : std::uint8_t {
  looking = 1,  ///< for closed tickets
  waiting,      ///< to see whether another archiver lives
  writing,
  checking,  ///< what was written
  moving,    ///< out of the database
  restoring  ///< into it
};

/// In words, as one says it while it is done.
[[nodiscard]] std::string_view name_of(ArchiveStep step);

struct ArchiveProgress {
  ArchiveStep step = ArchiveStep::looking;
  std::string month;
  std::int64_t done = 0;  ///< tickets
  std::int64_t all = 0;   ///< 0: unknown
};

/// What archiving stands on.
struct ArchivePorts {
  actions::Identities& identities;
  std::function<void(const ArchiveProgress&)> progress;
  std::function<void(std::chrono::milliseconds)> pause;  ///< waits
  domain::Principal who = {};                            ///< as whose acts it is told (administration_acts): tickets_archived, archive_restored
  domain::Instant now = {};                              ///< when it was begun
};

struct ArchivePlace {
  DatabaseAddress address;
  std::filesystem::path files;  ///< below which attached files lie
};

/// A file that was written, or gone on with.
struct Archived {
  std::string month;
  std::string file;          ///< its name
  std::int64_t tickets = 0;  ///< that lie in it now
  std::int64_t stayed = 0;   ///< of those closed in the month: something is still to be done about them, or they changed meanwhile
};

/// Archives what was closed before the month `before` on the wall clock of `time_zone`, into `folder`, which is made. Problems: archive_running,
/// archive_failed (what was moved until then is archived; run again), archive_unreadable (a file was damaged after it was written: nothing more was
/// moved).
[[nodiscard]] domain::Result<std::vector<Archived>> archive_closed(const ArchivePlace& place, const std::filesystem::path& folder,
                                                                   domain::Month before, const std::string& time_zone, const ArchivePorts& ports);

/// Reads a whole archive and says what is in it. A Problem where it is not whole or none.
[[nodiscard]] domain::Result<BackupCounts> look_at_archive(const std::filesystem::path& source);

struct BroughtBack {
  std::string month;
  std::int64_t tickets = 0;  ///< that came back
  std::int64_t others = 0;   ///< in the file, but not of it any more: here already, or in a later archive
};

/// Brings the tickets of an archive back, files first, a batch a transaction; may be run again. The file is left as it is. Problems: as with
/// archive_closed(), archive_newer (made by a later program), archive_foreign (of another database).
[[nodiscard]] domain::Result<BroughtBack> restore_archive(const ArchivePlace& place, const std::filesystem::path& source, const ArchivePorts& ports);

}  // namespace seva::storage
