#pragma once

#include <boost/json.hpp>
#include <filesystem>
#include <string>
#include <string_view>

#include "storage/backup.hpp"
#include "storage/backup_file.hpp"
#include "storage/row_batch.hpp"
#include "storage/statement.hpp"
#include "storage/table_catalogue.hpp"

namespace seva::storage {

/// The lines of a backup, as backup.hpp describes them.
inline constexpr int kBackupForm = 1;

/// Bytes as JSON may hold them: an array of one base64 text (RFC 4648).
[[nodiscard]] boost::json::value wrapped_bytes(std::string_view bytes);
/// Throws std::runtime_error where the value is none of wrapped_bytes().
[[nodiscard]] std::string unwrapped_bytes(const boost::json::value& value);

/// A value of a row: a number, null, or a text; what is no UTF-8 is wrapped.
[[nodiscard]] boost::json::value written_value(Row& row, const TableColumn& column);

/// The same back, for one row of a batch that keeps the text. Throws std::runtime_error or a system_error of Boost.JSON where it is none.
[[nodiscard]] Value read_value(const boost::json::value& written, const TableColumn& column, RowBatch& batch);

/// Writes a file's bytes as lines. Throws std::runtime_error where it cannot be read.
void write_file(const std::filesystem::path& file, const std::string& name, BackupWriter& writer);

[[nodiscard]] std::string last_line(const BackupCounts& counts);

/// Takes the lines of a backup one by one. What stands in none of its places, or counts otherwise than the last line says, throws
/// std::runtime_error.
class BackupVisitor {
 public:
  virtual ~BackupVisitor() = default;
  virtual void schema(int number) = 0;
  virtual void table(const std::string& name, std::vector<std::string> columns) = 0;
  virtual void row(boost::json::array values) = 0;
  virtual void file(const std::string& path) = 0;
  virtual void piece(std::string bytes) = 0;
};

/// Reads the whole file. Throws std::runtime_error.
[[nodiscard]] BackupCounts visit_backup(const std::filesystem::path& source, BackupVisitor& visitor);

}  // namespace seva::storage
