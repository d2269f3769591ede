#pragma once

#include <atomic>
#include <chrono>
#include <fstream>
#include <map>
#include <set>

#include "domain/month.hpp"
#include "storage/archive.hpp"
#include "storage/connection.hpp"
#include "storage/table_catalogue.hpp"
#include "store_test.hpp"
#include "support/temporary_folder.hpp"

namespace seva::testing {

using Rows = std::map<std::string, std::vector<std::string>>;  ///< by table, a line a row, sorted

/// Ids behind all synthetic ones.
class LateIdentities final : public actions::Identities {
 public:
  std::int64_t next_id() override { return ++last_; }
  std::uint64_t random_bits() override { return static_cast<std::uint64_t>(++last_); }
  std::string random_hex(std::size_t) override { return "archiver-" + std::to_string(++last_); }

 private:
  std::atomic<std::int64_t> last_{900'000'000'000};
};

/// A database with tickets that were closed in several months, each with everything that can hang on one.
class ArchiveTest : public StoreTest {
 protected:
  static domain::Instant at(int month, int day) { return std::chrono::sys_days{std::chrono::year{2025} / month / day} + std::chrono::hours{9}; }

  /// Tickets that were closed then, with message, event and a delivery that has left.
  actions::Changes closed(domain::Instant when, std::size_t count) {
    actions::Changes changes = synthetic.intake_batch(count);
    for (domain::Ticket& ticket : changes.tickets) {
      ticket.status = domain::Status::closed;
      ticket.closed_at = when;
    }
    for (domain::Delivery& delivery : changes.deliveries) delivery.state = domain::DeliveryState::delivered;
    return changes;
  }

  /// Gives the first ticket all else that can hang on one, and its file's bytes.
  void adorn(actions::Changes& changes) {
    const domain::TicketId ticket = changes.tickets.front().id;
    const domain::Message& message = changes.messages.front();
    domain::Event before = synthetic.event();  // what was decided about the message before it had a ticket
    before.kind = domain::EventKind::triaged;
    before.message = message.id;
    changes.events.push_back(before);
    for (const domain::TicketId owner : {ticket, domain::TicketId{}}) {
      domain::TriageItem item = synthetic.triage_item();
      item.message = message.id;
      item.ticket = owner;
      item.decided_at = synthetic.instant();
      item.decision = "superseded";
      changes.triage.push_back(item);
    }
    domain::CallSession call = synthetic.call();
    call.ticket = ticket;
    changes.calls.push_back(call);
    changes.call_dismissals.push_back({call.id, domain::DismissalKind::test, "नहीं", {7}, synthetic.instant()});
    domain::File file;
    file.id = synthetic.id<domain::FileId>();
    file.ticket = ticket;
    file.event = changes.events.front().id;
    file.name = "चित्र.jpg";
    file.type = "image/jpeg";
    file.size = 300'003;
    file.place = "ab" + std::to_string(file.id.value);
    changes.files.push_back(file);
    std::filesystem::create_directories(files / "ab");
    std::ofstream(files / "ab" / file.place, std::ios::binary) << std::string("\x00\n\xff", 3) << std::string(300'000, 'x');
    changes.deliveries.front().files = {{file.id, file.type, file.size}};
    changes.message_files.push_back({message.id, 0, file.id, "", 1, synthetic.instant()});
    const std::pair<domain::SealedKind, std::int64_t> sealed[] = {{domain::SealedKind::message, message.id.value},
                                                                  {domain::SealedKind::event, changes.events.front().id.value},
                                                                  {domain::SealedKind::triage_item, changes.triage.front().id.value},
                                                                  {domain::SealedKind::delivery, changes.deliveries.front().id.value},
                                                                  {domain::SealedKind::call, call.id.value},
                                                                  {domain::SealedKind::file, file.id.value}};
    for (const auto& [kind, subject] : sealed) changes.sealed.push_back({kind, subject, "key", "c2VhbGVk" + std::to_string(subject)});
    domain::SealedRead look;
    look.id = synthetic.id<domain::SealedReadId>();
    look.ticket = ticket;
    look.user_name = "Meera";
    changes.sealed_reads.push_back(look);
  }

  void see(domain::TicketId ticket, std::uint32_t version) {
    store().write([&](actions::Transaction& transaction) { transaction.personal().mark_seen({7}, ticket, version); });
  }

  /// Two months of closing and what is open: `per_month` tickets a month.
  void fill(std::size_t per_month) {
    for (const int month : {10, 11}) {
      actions::Changes changes = closed(at(month, 5), per_month);
      adorn(changes);
      const domain::TicketId adorned = changes.tickets.front().id;
      write(changes);
      see(adorned, 1);
      store().write([&](actions::Transaction& transaction) {
        domain::ProofCode code;
        code.ticket = adorned;
        code.code_hash = "hash";
        transaction.proofs().set(code);
      });
    }
    write(closed(at(12, 5), 3));
    write(synthetic.intake_batch(4));
  }

  domain::Result<std::vector<storage::Archived>> archive(const std::function<void(const storage::ArchiveProgress&)>& progress = [](const auto&) {}) {
    return storage::archive_closed({address(), files}, folder, {2025, 12}, "UTC",
                                   {identities, progress, pause, {{}, "command line", "command line", {}}, at(12, 20)});
  }
  domain::Result<storage::BroughtBack> restore(
      const std::string& file, const std::function<void(const storage::ArchiveProgress&)>& progress = [](const auto&) {}) {
    return storage::restore_archive({address(), files}, folder / file,
                                    {identities, progress, pause, {{}, "command line", "command line", {}}, at(12, 21)});
  }

  /// All rows, without the archiver's own three tables and what it tells of itself.
  [[nodiscard]] Rows rows() const { return rows_of(address()); }
  static Rows rows_of(const storage::DatabaseAddress& address) {
    Rows rows;
    storage::Connection connection(address, storage::Access::read, storage::BatchWriting::row_by_row);
    for (const storage::Table& table : storage::tables_of(connection)) {
      if (table.name.starts_with("archive") || table.name == "administration_acts") continue;
      auto& lines = rows[table.name];
      const storage::Select all{"read all", "SELECT " + table.column_list() + " FROM " + table.name, static_cast<int>(table.columns.size())};
      connection.select(all, {}, [&](storage::Row& row) {
        std::string line;
        for (const storage::TableColumn& column : table.columns) {
          const auto number = column.is_number ? row.maybe_number() : std::nullopt;
          line += column.is_number ? number ? std::to_string(*number) : "NULL" : row.text();
          line += '\x1f';
        }
        lines.push_back(std::move(line));
      });
      std::sort(lines.begin(), lines.end());
    }
    // A pair that no ticket is in any more may keep its row.
    std::erase_if(rows["unit_counts"], [](const std::string& line) {
      return line.ends_with(
          "\x1f"
          "0\x1f");
    });
    return rows;
  }

  [[nodiscard]] std::int64_t count(const std::string& what) const {
    std::int64_t rows = 0;
    storage::Connection connection(address(), storage::Access::read, storage::BatchWriting::row_by_row);
    connection.select({"count", "SELECT COUNT(*) FROM " + what, 1}, {}, [&](storage::Row& row) { rows = row.number(); });
    return rows;
  }
  void command(const std::string& text) const {
    storage::Connection connection(address(), storage::Access::write, storage::BatchWriting::row_by_row);
    connection.command("test", text);
  }

  /// The rollup says what counting says.
  void expect_counts() const {
    EXPECT_EQ(count("unit_counts c WHERE c.tickets <> (SELECT COUNT(*) FROM tickets t WHERE t.unit = c.unit AND t.status = c.status)"), 0);
    EXPECT_EQ(count("tickets t WHERE NOT EXISTS (SELECT 1 FROM unit_counts c WHERE c.unit = t.unit AND c.status = t.status)"), 0);
  }
  /// Every ticket that ever was is in one place.
  void expect_one_place(std::int64_t all) const {
    EXPECT_EQ(count("tickets") + count("archived_tickets WHERE is_back = 0"), all);
    EXPECT_EQ(count("archived_tickets a JOIN tickets t ON t.id = a.ticket WHERE a.is_back = 0"), 0);
    EXPECT_EQ(count("archives a WHERE a.tickets <> (SELECT COUNT(*) FROM archived_tickets t WHERE t.archive = a.id AND t.is_back = 0)"), 0);
  }

  TemporaryFolder temporary;
  const std::filesystem::path files = temporary.path() / "files";
  const std::filesystem::path folder = temporary.path() / "archives";
  LateIdentities identities;
  std::function<void(std::chrono::milliseconds)> pause = [](std::chrono::milliseconds) {};
};

}  // namespace seva::testing
