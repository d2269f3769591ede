#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "domain/result.hpp"
#include "storage/address.hpp"

namespace seva::storage {

/// What a backup holds.
struct BackupCounts {
  int schema = 0;                            ///< the newest migration that it was made under
  std::map<std::string, std::int64_t> rows;  ///< by table
  std::int64_t files = 0;
  std::string archived_month = {};  ///< of closing, as 2025-11, where it is no whole copy but an archive (archive.hpp)
  std::int64_t archive = 0;         ///< then the number of that archive

  [[nodiscard]] std::int64_t all_rows() const;
};

/// Gets the rows and files that were written so far, now and then.
using BackupProgress = std::function<void(std::int64_t)>;

/// Copies everything into one file while the server serves: all tables as of one moment, then the files that are attached (sealed ones as they lie,
/// encrypted). The same file is restored into either kind of database. Not in it: the vault's keys, without which nothing sealed can be read again,
/// and the instance's folder. Durable when it returns; on a Problem no file is left.
///
/// The form: lines of JSON, packed by gzip. {"seva_backup":1,"schema":N}; for each table {"table":…,"columns":[…]} and a row a line, as an array of
/// numbers, null, texts, and bytes as ["base64"]; {"file":path} and pieces as ["base64"]; last {"rows":{table:count},"files":count}. A table may be
/// gone on with later.
[[nodiscard]] domain::Result<BackupCounts> write_backup(const DatabaseAddress& address, const std::filesystem::path& files,
                                                        const std::filesystem::path& target, const BackupProgress& progress);

/// Reads the whole file and says what is in it. A Problem where it is not whole.
[[nodiscard]] domain::Result<BackupCounts> check_backup(const std::filesystem::path& source);

/// Puts a backup into an empty database, in one transaction, compares the counts before it commits, and brings it to the schema of this program.
/// Files are written first. Problems: backup_unreadable, backup_newer (made by a later program), database_not_empty, counts_differ, and those of
/// migrate(). After any of them the database holds no rows.
[[nodiscard]] domain::Result<BackupCounts> restore_backup(const DatabaseAddress& address, const std::filesystem::path& files,
                                                          const std::filesystem::path& source, const BackupProgress& progress);

}  // namespace seva::storage
