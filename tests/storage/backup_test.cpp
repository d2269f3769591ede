#include "storage/backup.hpp"

#include <zlib.h>

#include <fstream>

#include "storage/connection.hpp"
#include "storage/embedded_migrations.hpp"
#include "storage/migrate.hpp"
#include "storage/table_catalogue.hpp"
#include "store_test.hpp"
#include "support/temporary_folder.hpp"

namespace seva::testing {
namespace {

constexpr auto kSilent = [](std::int64_t) {};

class Backup : public StoreTest {
 protected:
  [[nodiscard]] storage::DatabaseAddress empty(bool is_sqlite_file) {
    storage::DatabaseAddress address;
    if (!is_sqlite_file) return MariadbServer::shared().new_database();
    address.path = (folder_ / ("restored-" + std::to_string(++databases_) + ".db")).string();
    return address;
  }
  /// All rows of all tables as texts.
  static std::map<std::string, std::vector<std::vector<std::string>>> rows_of(const storage::DatabaseAddress& address) {
    std::map<std::string, std::vector<std::vector<std::string>>> rows;
    storage::Connection connection(address, storage::Access::read, storage::BatchWriting::row_by_row);
    for (const storage::Table& table : storage::tables_of(connection)) {
      auto& lines = rows[table.name];
      const storage::Select all{"read all", "SELECT " + table.column_list() + " FROM " + table.name, static_cast<int>(table.columns.size())};
      connection.select(all, {}, [&](storage::Row& row) {
        auto& line = lines.emplace_back();
        for (const storage::TableColumn& column : table.columns) {
          if (!column.is_number) {
            line.push_back(row.text());
          } else {
            const auto number = row.maybe_number();
            line.push_back(number ? std::to_string(*number) : "NULL");
          }
        }
      });
      std::sort(lines.begin(), lines.end());
    }
    return rows;
  }
  void fill(std::size_t tickets) {
    write(synthetic.intake_batch(tickets));
    actions::Changes changes;
    actions::DeadLetter letter;
    letter.id = {7};
    letter.plugin = "x";
    letter.digest = "d";
    letter.bytes = std::string("\xff\x00\xfe bytes \n\"", 12);
    changes.dead_letters = {letter};
    write(changes);
    std::filesystem::create_directories(files / "ab");
    std::ofstream(files / "ab" / "abcd", std::ios::binary) << std::string("\x00\x01\xff", 3) << std::string(600'000, 'x');
    std::ofstream(files / "ab" / "empty", std::ios::binary);
  }
  static std::string bytes_of(const std::filesystem::path& file) {
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
  }

  TemporaryFolder temporary_;
  const std::filesystem::path folder_ = temporary_.path();
  const std::filesystem::path backup = folder_ / "backup.gz";
  const std::filesystem::path files = folder_ / "files";
  int databases_ = 0;
};

TEST_P(Backup, comes_back_row_for_row_into_either_kind_of_database) {
  fill(2'300);
  const auto made = storage::write_backup(address(), files, backup, kSilent);
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_EQ(made->files, 2);
  EXPECT_GE(made->rows.at("tickets"), 1'000) << "more than one page";
  EXPECT_EQ(std::filesystem::status(backup).permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  for (const bool is_sqlite_file : {true, false}) {
    const auto restored_address = empty(is_sqlite_file);
    const std::filesystem::path restored_files = folder_ / ("files-" + std::to_string(static_cast<int>(is_sqlite_file)));
    std::int64_t last = 0;
    const auto restored = storage::restore_backup(restored_address, restored_files, backup, [&](std::int64_t done) { last = done; });
    ASSERT_TRUE(restored) << restored.error().what;
    EXPECT_EQ(restored->rows, made->rows);
    EXPECT_EQ(last, made->all_rows() + made->files) << "progress ends at the whole";
    EXPECT_EQ(rows_of(restored_address), rows_of(address()));
    EXPECT_EQ(bytes_of(restored_files / "ab" / "abcd"), bytes_of(files / "ab" / "abcd"));
    EXPECT_TRUE(std::filesystem::exists(restored_files / "ab" / "empty"));
  }
}

TEST_P(Backup, is_of_one_moment_while_others_write) {
  fill(1'500);
  bool did_write = false;
  const auto made = storage::write_backup(address(), files, backup, [&](std::int64_t) {
    if (!std::exchange(did_write, true)) write(SyntheticChanges(77, 900'000'000).intake_batch(200));
  });
  ASSERT_TRUE(made) << made.error().what;
  const auto restored = storage::restore_backup(empty(true), folder_ / "f", backup, kSilent);
  ASSERT_TRUE(restored) << restored.error().what;
  const auto tickets = read([](actions::Transaction& transaction) { return transaction.stored_counts().tickets; });
  EXPECT_LT(made->rows.at("tickets"), tickets);
}

TEST_P(Backup, goes_into_no_database_that_holds_rows) {
  fill(10);
  ASSERT_TRUE(storage::write_backup(address(), files, backup, kSilent));
  const auto before = rows_of(address());
  const auto refused = storage::restore_backup(address(), folder_ / "f", backup, kSilent);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "database_not_empty");
  EXPECT_EQ(rows_of(address()), before);
}

TEST_P(Backup, what_is_not_whole_is_refused_and_leaves_nothing) {
  fill(300);
  ASSERT_TRUE(storage::write_backup(address(), files, backup, kSilent));
  const std::string whole = bytes_of(backup);
  const auto target = empty(true);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, whole.size() / 2, whole.size() - 1}) {
    std::ofstream(backup, std::ios::binary | std::ios::trunc) << whole.substr(0, size);
    const auto refused = storage::restore_backup(target, folder_ / "f", backup, kSilent);
    ASSERT_FALSE(refused) << size;
    EXPECT_EQ(refused.error().code, "backup_unreadable");
  }
  std::string turned = whole;
  turned[turned.size() / 2] = static_cast<char>(turned[turned.size() / 2] ^ 0x20);
  std::ofstream(backup, std::ios::binary | std::ios::trunc) << turned;
  EXPECT_FALSE(storage::check_backup(backup));
  EXPECT_FALSE(std::filesystem::exists(target.path)) << "nothing was begun";
  std::ofstream(backup, std::ios::binary | std::ios::trunc) << whole;
  EXPECT_TRUE(storage::restore_backup(target, folder_ / "f", backup, kSilent));
}

void pack(const std::filesystem::path& file, const std::string& lines) {
  const gzFile packed = ::gzopen(file.c_str(), "wb");
  ::gzwrite(packed, lines.data(), static_cast<unsigned>(lines.size()));
  ::gzclose(packed);
}

TEST_P(Backup, a_hostile_file_writes_nowhere_else_and_gets_a_problem) {
  const std::string schema = R"({"seva_backup":1,"schema":1})"
                             "\n";
  const std::string end = R"({"rows":{},"files":1})"
                          "\n";
  for (const std::string& lines : {schema + R"({"file":"../../etc/x"})" + "\n" + end, schema + R"({"file":"/etc/x"})" + "\n" + end,
                                   schema + "[1]\n" + end, schema + "{}\n", std::string("{\"seva_backup\":9,\"schema\":1}\n"), std::string("[]\n"),
                                   schema + R"({"rows":7,"files":0})" + "\n", schema + R"({"file":"a"})" + "\n" + R"(["!!"])" + "\n" + end,
                                   schema + R"({"table":"tickets; DROP TABLE users","columns":["id"]})" + "\n" +
                                       R"({"rows":{"tickets; DROP TABLE users":0},"files":0})" + "\n"}) {
    pack(backup, lines);
    const auto refused = storage::restore_backup(empty(true), folder_ / "f", backup, kSilent);
    EXPECT_FALSE(refused) << lines;
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.parent_path() / "etc"));
}

TEST_P(Backup, of_an_earlier_schema_is_brought_to_the_present_one) {
  const auto early = empty(is_sqlite());
  ASSERT_TRUE(storage::migrate(early, 3));
  ASSERT_TRUE(storage::write_backup(early, files, backup, kSilent));
  const auto target = empty(true);
  const auto restored = storage::restore_backup(target, folder_ / "f", backup, kSilent);
  ASSERT_TRUE(restored) << restored.error().what;
  EXPECT_EQ(restored->schema, 3);
  const auto migrated = storage::migrate(target);
  ASSERT_TRUE(migrated);
  EXPECT_EQ(*migrated, 0);
}

SEVA_ON_EVERY_DATABASE(Backup);

}  // namespace
}  // namespace seva::testing
