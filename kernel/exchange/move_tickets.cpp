#include "exchange/move_tickets.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "domain/written_time.hpp"
#include "exchange/csv_value.hpp"
#include "exchange/import_file.hpp"
#include "exchange/import_mapping.hpp"

namespace seva::exchange {
namespace {

using domain::invalid;
using domain::Problem;
using domain::Result;

constexpr std::size_t kBatch = 500;
constexpr std::size_t kTold = 100;

Problem form_unknown(const std::filesystem::path& file) {
  return invalid("form_unknown", "The file's name does not say its form.", file.string(), "Let it end in .csv or .jsonl.");
}

Problem cannot_write(const std::filesystem::path& file) {
  return {domain::ProblemKind::unavailable, "file_unwritable", "The file cannot be written.", file.string(),
          "Check its folder, the rights and the room on the disk."};
}

bool make_durable(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool is_done = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return is_done;
}

/// A file that takes its name only once it is whole.
class Draft {
 public:
  explicit Draft(std::filesystem::path file) : file_(std::move(file)), draft_(file_.string() + ".unfinished") {
    out.open(draft_, std::ios::binary | std::ios::trunc);
    std::error_code ignored;
    std::filesystem::permissions(draft_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
  }
  ~Draft() {
    std::error_code ignored;
    if (!is_finished_) std::filesystem::remove(draft_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  [[nodiscard]] bool finish() {
    out.close();
    if (!out || !make_durable(draft_)) return false;
    std::error_code error;
    std::filesystem::rename(draft_, file_, error);
    is_finished_ = !error;
    return is_finished_ && make_durable(file_.has_parent_path() ? file_.parent_path() : std::filesystem::path("."));
  }

  std::ofstream out;

 private:
  std::filesystem::path file_;
  std::filesystem::path draft_;
  bool is_finished_ = false;
};

Result<std::optional<domain::Instant>> wished_time(const std::string& text, const char* option) {
  if (text.empty()) return std::optional<domain::Instant>{};
  if (const auto instant = domain::time_from(text, {})) return std::optional(*instant);
  return invalid("time_unreadable", "This is no time.", option, "Write it as 2026-01-05 or 2026-01-05T11:40:00Z.");
}

/// Counts the refused rows, keeps the first and writes all down.
class Refused {
 public:
  explicit Refused(const std::string& file) {
    if (!file.empty()) draft_.emplace(file);
    if (draft_) draft_->out << "line,code,place,reason\r\n";
  }
  [[nodiscard]] bool is_writable() const { return !draft_ || draft_->out.good(); }

  void add(std::vector<actions::RefusedRow> rows, ImportOutcome& outcome) {
    outcome.refused += static_cast<std::int64_t>(rows.size());
    for (actions::RefusedRow& row : rows) {
      if (draft_)
        draft_->out << row.line << "," << row.problem.code << "," << csv_value(row.problem.where) << "," << csv_value(row.problem.what) << "\r\n";
      if (outcome.first_refused.size() < kTold) outcome.first_refused.push_back(std::move(row));
    }
  }
  [[nodiscard]] bool finish() { return !draft_ || draft_->finish(); }

 private:
  std::optional<Draft> draft_;
};

}  // namespace

Result<std::int64_t> export_to_file(actions::Ports& ports, const ExportWish& wish, const MoveProgress& progress) {
  const auto form = form_of(wish.file.string());
  if (!form) return form_unknown(wish.file);
  actions::ExportFilter filter;
  const auto from = wished_time(wish.opened_from, "--from");
  if (!from) return from.error();
  const auto before = wished_time(wish.opened_before, "--before");
  if (!before) return before.error();
  filter.opened_from = *from;
  filter.opened_before = *before;
  filter.department = wish.department;
  filter.unit = wish.unit;
  Draft draft(wish.file);
  if (!draft.out) return cannot_write(wish.file);
  ExportFile file(draft.out, *form);
  std::int64_t written = 0;
  const auto exported = actions::export_tickets(ports, filter, [&](const actions::ExportedTicket& ticket) {
    file.add(ticket);
    if (++written % static_cast<std::int64_t>(kBatch) == 0) progress(written);
  });
  if (!exported) return exported.error();
  if (!draft.finish()) return cannot_write(wish.file);
  progress(written);
  return written;
}

Result<ImportOutcome> import_from_file(actions::Ports& ports, const ImportWish& wish, const MoveProgress& progress) {
  const auto form = form_of(wish.file.string());
  if (!form) return form_unknown(wish.file);
  auto mapping = wish.mapping.empty() ? Result<ImportMapping>(ImportMapping{}) : load_import_mapping(wish.mapping);
  if (!mapping) return mapping.error();
  std::ifstream text(wish.file, std::ios::binary);
  if (!text)
    return invalid("file_unreadable", "The file cannot be read.", wish.file.string(), "Check that it is there and that its rights allow reading.");
  auto file = open_import(text, *form, mapping->separator);
  if (!file) return file.error();
  if (const auto checked = check_columns(*mapping, (*file)->columns()); !checked) return checked.error();
  Refused refused(wish.refused);
  if (!refused.is_writable()) return cannot_write(wish.refused);

  actions::ImportTickets import(ports, wish.file.filename().string(), wish.is_trial);
  ImportOutcome outcome;
  std::vector<actions::ImportedTicket> batch;
  const auto take_batch = [&] {
    actions::ImportReport report;
    import.take(std::exchange(batch, {}), report);
    outcome.taken += report.taken;
    outcome.known += report.known;
    refused.add(std::move(report.refused), outcome);
    progress(outcome.rows);
  };
  while (auto next = (*file)->next()) {
    ++outcome.rows;
    auto ticket = next->row ? ticket_of(*next->row, *mapping) : Result<actions::ImportedTicket>(next->row.error());
    if (ticket)
      batch.push_back(std::move(*ticket));
    else
      refused.add({{next->line, ticket.error()}}, outcome);
    if (batch.size() == kBatch) take_batch();
  }
  if (!batch.empty()) take_batch();
  if (!refused.finish()) return cannot_write(wish.refused);
  return outcome;
}

}  // namespace seva::exchange
