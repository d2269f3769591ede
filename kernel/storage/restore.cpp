#include <algorithm>
#include <fstream>

#include "storage/backup.hpp"
#include "storage/backup_lines.hpp"
#include "storage/database_error.hpp"
#include "storage/embedded_migrations.hpp"
#include "storage/migrate.hpp"

namespace seva::storage {
namespace {

namespace json = boost::json;

constexpr std::size_t kBatch = 1'000;

class DatabaseNotEmpty : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

std::int64_t rows_of(Connection& connection, const std::string& table) {
  std::int64_t rows = 0;
  connection.select({"count a table's rows", "SELECT COUNT(*) FROM " + table, 1}, {}, [&](Row& row) { rows = row.number(); });
  return rows;
}

/// Puts the rows and files of a backup where they belong.
class Restoring final : public BackupVisitor {
 public:
  Restoring(Connection& connection, std::filesystem::path files, const BackupProgress& progress)
      : connection_(connection), files_(std::move(files)), progress_(progress), tables_(tables_of(connection)) {
    for (const Table& table : tables_)
      if (rows_of(connection, table.name) > 0) throw DatabaseNotEmpty("There are rows in " + table.name);
  }

  void schema(int) override {}

  void table(const std::string& name, std::vector<std::string> columns) override {
    write_batch();
    const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const Table& table) { return table.name == name; });
    if (found == tables_.end()) throw std::runtime_error("The backup has a table that the database has not");
    columns_.clear();
    std::string list;
    std::string places;
    for (const std::string& column : columns) {
      const auto known = std::find_if(found->columns.begin(), found->columns.end(), [&](const TableColumn& one) { return one.name == column; });
      if (known == found->columns.end()) throw std::runtime_error("The backup has a column that the database has not");
      columns_.push_back(*known);
      list += (list.empty() ? "" : ", ") + column;
      places += (places.empty() ? "" : ", ") + (known->is_bytes ? bytes_parameter(connection_.dialect(), column) : ":" + column);
    }
    insert_ = {"restore rows", "INSERT INTO " + name + " (" + list + ") VALUES (" + places + ")"};
    batch_.emplace(insert_, kBatch);
  }

  void row(json::array values) override {
    if (values.size() != columns_.size()) throw std::runtime_error("A row of the backup has other columns than its table");
    row_.clear();
    for (std::size_t place = 0; place < values.size(); ++place) row_.push_back(read_value(values[place], columns_[place], *batch_));
    batch_->add_row(row_);
    if (batch_->rows() == kBatch) write_batch();
  }

  void file(const std::string& path) override {
    close_file();
    const std::filesystem::path place = files_ / path;
    std::filesystem::create_directories(place.parent_path());
    file_.open(place, std::ios::binary | std::ios::trunc);
    place_ = place;
    if (!file_) throw std::runtime_error("A file cannot be written below " + files_.string());
    progress_(++done_);
  }

  void piece(std::string bytes) override { file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())); }

  void finish() {
    write_batch();
    close_file();
  }

 private:
  void write_batch() {
    if (!batch_ || batch_->rows() == 0) return;
    connection_.run(*batch_);
    progress_(done_ += static_cast<std::int64_t>(batch_->rows()));
    batch_.emplace(insert_, kBatch);
  }

  void close_file() {
    if (!file_.is_open()) return;
    file_.close();
    if (!file_) throw std::runtime_error("A file cannot be written below " + files_.string());
    make_durable(place_);
    make_durable(place_.parent_path());
  }

  Connection& connection_;
  std::filesystem::path files_;
  const BackupProgress& progress_;
  std::vector<Table> tables_;
  std::vector<TableColumn> columns_;
  Statement insert_;
  std::optional<RowBatch> batch_;
  std::vector<Value> row_;
  std::ofstream file_;
  std::filesystem::path place_;
  std::int64_t done_ = 0;
};

/// In one transaction, so that it is there as a whole or not at all.
BackupCounts put_in(const DatabaseAddress& address, const std::filesystem::path& files, const std::filesystem::path& source,
                    const BackupProgress& progress) {
  Connection connection(address, Access::write, BatchWriting::by_array);
  connection.command("begin", begin_write(connection.dialect()));
  try {
    Restoring restoring(connection, files, progress);
    BackupCounts counts = visit_backup(source, restoring);
    restoring.finish();
    for (const auto& [table, rows] : counts.rows)
      if (rows_of(connection, table) != rows) throw std::runtime_error("The database holds other counts than the backup");
    connection.command("commit", "COMMIT");
    return counts;
  } catch (...) {
    connection.tidy();
    connection.command("take back", "ROLLBACK");
    throw;
  }
}

}  // namespace

domain::Result<BackupCounts> restore_backup(const DatabaseAddress& address, const std::filesystem::path& files, const std::filesystem::path& source,
                                            const BackupProgress& progress) {
  const auto whole = check_backup(source);
  if (!whole) return whole.error();
  if (whole->schema > embedded_migrations().back().number)
    return domain::conflict("backup_newer", "The backup was made by a later program, at migration " + std::to_string(whole->schema) + ".",
                            "Restore it with that program, or a newer one.");
  if (const auto migrated = migrate(address, whole->schema); !migrated) return migrated.error();
  try {
    const BackupCounts counts = put_in(address, files, source, progress);
    if (const auto migrated = migrate(address); !migrated) return migrated.error();
    return counts;
  } catch (const DatabaseNotEmpty& error) {
    return domain::Problem{domain::ProblemKind::conflict, "database_not_empty", std::string(error.what()) + ": a backup goes into an empty database.",
                           address.shown(), "Name a new file or an empty database by SEVA_DATABASE, and switch over when it is done."};
  } catch (const std::exception& error) {
    return domain::Problem{domain::ProblemKind::unavailable, "restore_failed", error.what(), address.shown(),
                           "Mend the cause and run it again; the database holds no rows of it."};
  }
}

}  // namespace seva::storage
