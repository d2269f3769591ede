#include "storage/backup.hpp"

#include <numeric>

#include "storage/backup_lines.hpp"
#include "storage/database_error.hpp"

namespace seva::storage {
namespace {

namespace json = boost::json;

constexpr std::int64_t kRowsAtOnce = 1'000;

const Select kSchemaOfBackup{"find the newest migration", "SELECT COALESCE(MAX(number), 0) FROM schema_migrations", 1};

/// `(a > :a0) OR (a = :a1 AND b > :b1) …`: what comes behind a key of several columns, in the form that every database finds by the key itself.
std::string behind_key(const Table& table) {
  const auto key = table.key();
  std::string condition;
  for (std::size_t last = 0; last < key.size(); ++last) {
    condition += last == 0 ? "(" : " OR (";
    for (std::size_t place = 0; place <= last; ++place) {
      const std::string& name = table.columns[key[place]].name;
      condition += (place == 0 ? "" : " AND ") + name + (place == last ? " > :" : " = :") + name + std::to_string(last);
    }
    condition += ")";
  }
  return condition;
}

std::string key_list(const Table& table) {
  std::string list;
  for (const std::size_t place : table.key()) list += (list.empty() ? "" : ", ") + table.columns[place].name;
  return list;
}

/// A column of the row that was read last.
struct KeyPart {
  std::int64_t number = 0;
  std::string text;
};

class TableCopy {
 public:
  TableCopy(Connection& connection, const Table& table, BackupWriter& writer)
      : connection_(connection), table_(table), writer_(writer), key_(table.key()), parts_(key_.size()) {
    const std::string end = " ORDER BY " + key_list(table) + " LIMIT " + std::to_string(kRowsAtOnce);
    const auto columns = static_cast<int>(table.columns.size());
    const std::string begin = "SELECT " + table.column_list() + " FROM " + table.name;
    first_ = {"copy a table", begin + end, columns};
    further_ = {"copy a table further", begin + " WHERE " + behind_key(table) + end, columns};
  }

  std::int64_t copy(const std::function<void(std::int64_t)>& progress) {
    std::int64_t rows = 0;
    for (std::int64_t page = kRowsAtOnce; page == kRowsAtOnce; rows += page) {
      page = 0;
      std::vector<Value> values;
      if (rows > 0) values = key_values();
      connection_.select(rows == 0 ? first_ : further_, values, [&](Row& row) {
        write(row);
        ++page;
      });
      progress(page);
    }
    return rows;
  }

 private:
  void write(Row& row) {
    json::array line;
    line.reserve(table_.columns.size());
    for (const TableColumn& column : table_.columns) line.push_back(written_value(row, column));
    for (std::size_t place = 0; place < key_.size(); ++place) {
      const json::value& value = line[key_[place]];
      if (value.is_string())
        parts_[place].text = value.as_string();
      else
        parts_[place].number = value.as_int64();
    }
    writer_.line(json::serialize(line));
  }

  [[nodiscard]] std::vector<Value> key_values() const {
    std::vector<Value> values;
    for (std::size_t last = 0; last < key_.size(); ++last)
      for (std::size_t place = 0; place <= last; ++place)
        values.push_back(table_.columns[key_[place]].is_number ? Value{parts_[place].number} : Value{std::string_view(parts_[place].text)});
    return values;
  }

  Connection& connection_;
  const Table& table_;
  BackupWriter& writer_;
  std::vector<std::size_t> key_;
  std::vector<KeyPart> parts_;
  Select first_, further_;
};

/// What is removed meanwhile was attached to nothing.
std::int64_t copy_files(const std::filesystem::path& folder, BackupWriter& writer, const std::function<void(std::int64_t)>& progress) {
  std::int64_t files = 0;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    write_file(entry.path(), std::filesystem::relative(entry.path(), folder).string(), writer);
    ++files;
    progress(1);
  }
  return files;
}

class CountingRows final : public BackupVisitor {
 public:
  void schema(int) override {}
  void table(const std::string&, std::vector<std::string>) override {}
  void row(json::array) override {}
  void file(const std::string&) override {}
  void piece(std::string) override {}
};

}  // namespace

std::int64_t BackupCounts::all_rows() const {
  return std::accumulate(rows.begin(), rows.end(), std::int64_t{0}, [](std::int64_t sum, const auto& table) { return sum + table.second; });
}

domain::Result<BackupCounts> write_backup(const DatabaseAddress& address, const std::filesystem::path& files, const std::filesystem::path& target,
                                          const BackupProgress& progress) {
  try {
    BackupCounts counts;
    std::int64_t done = 0;
    const auto step = [&](std::int64_t more) { progress(done += more); };
    BackupWriter writer(target);
    Connection connection(address, Access::read, BatchWriting::row_by_row);
    connection.command("see one moment", begin_read(connection.dialect()));
    connection.select(kSchemaOfBackup, {}, [&](Row& row) { counts.schema = static_cast<int>(row.number()); });
    writer.line(json::serialize(json::object{{"seva_backup", kBackupForm}, {"schema", counts.schema}}));
    for (const Table& table : tables_of(connection)) {
      json::array columns;
      for (const TableColumn& column : table.columns) columns.emplace_back(column.name);
      writer.line(json::serialize(json::object{{"table", table.name}, {"columns", std::move(columns)}}));
      counts.rows[table.name] = TableCopy(connection, table, writer).copy(step);
    }
    connection.command("end", "ROLLBACK");
    counts.files = copy_files(files, writer, step);
    writer.line(last_line(counts));
    writer.finish();
    return counts;
  } catch (const std::exception& error) {
    return domain::Problem{domain::ProblemKind::unavailable, "backup_failed", error.what(), target.string(),
                           "Mend the cause and run it again; nothing was changed, and no half of a backup was left."};
  }
}

domain::Result<BackupCounts> check_backup(const std::filesystem::path& source) {
  try {
    CountingRows counting;
    return visit_backup(source, counting);
  } catch (const std::exception& error) {
    return domain::invalid("backup_unreadable", std::string(error.what()) + ".", source.string(), "Use another backup; this one is not whole.");
  }
}

}  // namespace seva::storage
