#pragma once

#include <filesystem>
#include <functional>
#include <span>

#include "storage/backup.hpp"
#include "storage/backup_file.hpp"
#include "storage/ticket_parts.hpp"

namespace seva::storage {

/// An archive: a backup (backup.hpp) of one month's tickets, one after the other. Each begins with its own row; what hangs on it follows by table,
/// then the bytes of its files. {"seva_backup":1,"schema":N,"archive":"2025-11","number":"…"} is its first line.

/// Tickets that move together, in one transaction.
inline constexpr std::size_t kTicketsAtOnce = 100;

/// Where a file's bytes lie below their folder (machine/file_folder).
[[nodiscard]] std::filesystem::path path_of_file(const std::string& place);

/// The same errors as BackupWriter.
class ArchiveWriter {
 public:
  ArchiveWriter(const std::filesystem::path& target, int schema, const std::string& month, std::int64_t number);

  void add(const WholeTicket& ticket, const std::filesystem::path& files);
  /// What is in the file, which is durable then.
  BackupCounts finish();

 private:
  BackupWriter writer_;
  BackupCounts counts_;
};

/// Takes an archive ticket by ticket, and the files of each behind it.
class ArchiveVisitor {
 public:
  virtual ~ArchiveVisitor() = default;
  /// At most kTicketsAtOnce; all their files were handed over. Valid during the call.
  virtual void tickets(std::span<const WholeTicket> batch) = 0;
  virtual void file(const std::string&) {}
  virtual void piece(std::string) {}
};

/// Reads the whole file. Throws std::runtime_error where it is not whole or no archive.
BackupCounts visit_archive(const std::filesystem::path& source, ArchiveVisitor& visitor);

}  // namespace seva::storage
