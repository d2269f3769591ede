#include "storage/archive_file.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>

#include "storage/backup_lines.hpp"

namespace seva::storage {
namespace {

namespace json = boost::json;

class Grouping final : public BackupVisitor {
 public:
  explicit Grouping(ArchiveVisitor& visitor) : visitor_(visitor) {}

  void schema(int) override {}

  void table(const std::string& name, std::vector<std::string> columns) override {
    if (form_ != nullptr && form_->table == name && form_->columns == columns) return;
    if (!TicketParts::has(name)) throw std::runtime_error("The archive has a table that no ticket has rows in");
    form_ = &*forms_.emplace(RowForm{name, std::move(columns)}).first;
  }

  void row(json::array values) override {
    if (values.size() != form_->columns.size()) throw std::runtime_error("A row of the archive has other columns than its table");
    PlainRow row{form_, std::move(values)};
    if (form_->table == "tickets") begin(domain::TicketId{row.number("id")});
    if (batch_.empty()) throw std::runtime_error("The archive has a row before its ticket");
    batch_.back().rows.push_back(std::move(row));
  }

  void file(const std::string& path) override {
    if (batch_.empty()) throw std::runtime_error("The archive has a file before its ticket");
    const auto files = batch_.back().of("files");
    if (std::none_of(files.begin(), files.end(), [&](const PlainRow* row) { return path_of_file(row->text("place")) == path; }))
      throw std::runtime_error("The archive has a file that its ticket knows nothing of");
    visitor_.file(path);
  }
  void piece(std::string bytes) override { visitor_.piece(std::move(bytes)); }

  void hand_over() {
    if (!batch_.empty()) visitor_.tickets(batch_);
    batch_.clear();
  }

 private:
  struct ByName {
    bool operator()(const RowForm& left, const RowForm& right) const {
      return std::tie(left.table, left.columns) < std::tie(right.table, right.columns);
    }
  };

  void begin(domain::TicketId id) {
    if (batch_.size() == kTicketsAtOnce) hand_over();
    batch_.push_back({id, {}});
  }

  ArchiveVisitor& visitor_;
  std::set<RowForm, ByName> forms_;
  const RowForm* form_ = nullptr;
  std::vector<WholeTicket> batch_;
};

}  // namespace

std::filesystem::path path_of_file(const std::string& place) { return std::filesystem::path(place.substr(0, 2)) / place; }

ArchiveWriter::ArchiveWriter(const std::filesystem::path& target, int schema, const std::string& month, std::int64_t number) : writer_(target) {
  counts_.schema = schema;
  counts_.archived_month = month;
  counts_.archive = number;
  writer_.line(
      json::serialize(json::object{{"seva_backup", kBackupForm}, {"schema", schema}, {"archive", month}, {"number", std::to_string(number)}}));
}

void ArchiveWriter::add(const WholeTicket& ticket, const std::filesystem::path& files) {
  const RowForm* form = nullptr;
  for (const PlainRow& row : ticket.rows) {
    if (row.form != form) {
      form = row.form;
      json::array columns;
      for (const std::string& column : form->columns) columns.emplace_back(column);
      writer_.line(json::serialize(json::object{{"table", form->table}, {"columns", std::move(columns)}}));
    }
    writer_.line(json::serialize(row.values));
    ++counts_.rows[form->table];
  }
  for (const PlainRow* row : ticket.of("files")) {
    const std::filesystem::path path = path_of_file(row->text("place"));
    write_file(files / path, path.string(), writer_);
    ++counts_.files;
  }
}

BackupCounts ArchiveWriter::finish() {
  writer_.line(last_line(counts_));
  writer_.finish();
  return counts_;
}

BackupCounts visit_archive(const std::filesystem::path& source, ArchiveVisitor& visitor) {
  Grouping grouping(visitor);
  BackupCounts counts = visit_backup(source, grouping);
  if (counts.archived_month.empty()) throw std::runtime_error("The file is a whole backup and no archive of a month");
  grouping.hand_over();
  return counts;
}

}  // namespace seva::storage
