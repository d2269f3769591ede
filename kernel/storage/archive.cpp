#include "storage/archive.hpp"

#include <algorithm>
#include <optional>

#include "storage/archive_file.hpp"
#include "storage/archive_moves.hpp"
#include "storage/archive_work.hpp"
#include "storage/closed_tickets.hpp"

namespace seva::storage {
namespace {

using domain::Month;
using domain::TicketId;

/// A row of `archives`.
struct Begun {
  std::int64_t id = 0;
  std::string month;
  std::string file;
  std::int64_t tickets = 0;
};

const Select kBegun = select("find archives that were begun", "id, month, file, tickets", "FROM archives WHERE is_done = 0 ORDER BY id");
const Select kNamed = select("look for an archive by name", "id", "FROM archives WHERE file = :file");
const Statement kBegin = insert("begin an archive", "archives", "id, month, file, tickets, is_done");
const Statement kEnd{"end an archive", "UPDATE archives SET is_done = 1 WHERE id = :id AND is_done = 0"};
const Statement kDrop{"drop an archive that holds nothing", "DELETE FROM archives WHERE id = :id AND tickets = 0"};

/// Is nothing to be done about it any more, and is it still closed?
bool may_go(const WholeTicket& ticket, domain::Instant before, const std::filesystem::path& files) {
  if (ticket.own().number("is_open") != 0 || ticket.own().number("closed_at") >= domain::to_micros(before)) return false;
  return std::all_of(ticket.rows.begin(), ticket.rows.end(), [&](const PlainRow& row) {
    for (const std::string_view flag : {"is_waiting", "is_live", "is_owed"})
      if (row.has(flag) && row.number(flag) != 0) return false;
    if (row.form->table == "triage_items" && row.number("is_open") != 0) return false;
    return row.form->table != "files" || std::filesystem::exists(files / path_of_file(row.text("place")));
  });
}

class Archiver {
 public:
  Archiver(ArchiveWork& work, std::filesystem::path folder, Month before, std::string time_zone)
      : work_(work), folder_(std::move(folder)), before_(before), time_zone_(std::move(time_zone)) {}

  void run() {
    go_on();
    std::int64_t looked_at = 0;
    work_.tell(ArchiveStep::looking);
    const auto by_month = closed_tickets(work_.readers(), before_, time_zone_, [&](std::int64_t more) {
      work_.beat();
      work_.tell(ArchiveStep::looking, {}, looked_at += more);
    });
    for (const auto& [month, ids] : by_month) archive(month, ids);
  }

  [[nodiscard]] std::vector<Archived> done() && { return std::move(done_); }

 private:
  /// What was written and not moved to its end. A file that is not here was either never written, or was taken elsewhere with what it holds: the rest
  /// goes into the next one.
  void go_on() {
    std::vector<Begun> begun;
    work_.read([&](RepositorySession& session) {
      session.select(kBegun, {}, [&](Row& row) {
        Begun& one = begun.emplace_back();
        one.id = row.number();
        one.month = row.text();
        one.file = row.text();
        one.tickets = row.number();
      });
    });
    for (const Begun& one : begun) {
      if (std::filesystem::exists(folder_ / one.file))
        move_to(one, check(one));
      else
        end(one, one.tickets);
    }
  }

  void archive(Month month, const std::vector<TicketId>& ids) {
    Begun begun = begin(month);
    const std::optional<BackupCounts> written = write(begun, ids);
    if (!written) {
      end(begun, 0);
      done_.push_back({begun.month, {}, 0, static_cast<std::int64_t>(ids.size())});
      return;
    }
    const BackupCounts read = check(begun);
    if (read.rows != written->rows || read.files != written->files) throw ArchiveUnreadable("The file does not hold what was written to it");
    move_to(begun, read);
    done_.back().stayed += static_cast<std::int64_t>(ids.size()) - written->rows.at("tickets");
  }

  [[nodiscard]] bool is_free(RepositorySession& session, const std::string& file) const {
    bool is_free = !std::filesystem::exists(folder_ / file);
    session.select(kNamed, {file}, [&](Row& row) {
      static_cast<void>(row.number());
      is_free = false;
    });
    return is_free;
  }

  /// Its row comes before its file, so that a file that nothing knows of is never one of ours.
  Begun begin(Month month) {
    Begun begun;
    begun.month = domain::written_month(month);
    work_.write([&](RepositorySession& session) {
      begun.id = work_.identities().next_id();
      begun.file = "seva-archive-" + begun.month + ".jsonl.gz";
      for (int number = 2; !is_free(session, begun.file); ++number)
        begun.file = "seva-archive-" + begun.month + "-" + std::to_string(number) + ".jsonl.gz";
      session.execute(kBegin, {begun.id, begun.month, begun.file, 0, 0});
    });
    return begun;
  }

  /// A file that nothing lies in is a copy of what is here, and goes.
  void end(const Begun& begun, std::int64_t tickets) {
    std::int64_t changed = 0;
    work_.write([&](RepositorySession& session) {
      changed = session.execute(tickets > 0 ? kEnd : kDrop, {begun.id});
      if (tickets > 0 && changed == 1) work_.note(session, "tickets_archived", begun.file, begun.month, tickets);
    });
    std::error_code ignored;
    if (tickets == 0 && changed == 1) std::filesystem::remove(folder_ / begun.file, ignored);
  }

  /// nullopt: none of them may go, and nothing was written.
  std::optional<BackupCounts> write(const Begun& begun, const std::vector<TicketId>& ids) {
    const domain::Instant before = domain::start_of_month(before_, time_zone_);
    std::filesystem::create_directories(folder_);
    ArchiveWriter writer(folder_ / begun.file, work_.schema(), begun.month, begun.id);
    bool has_any = false;
    for (std::size_t place = 0; place < ids.size(); place += kTicketsAtOnce) {
      work_.beat();
      work_.tell(ArchiveStep::writing, begun.month, static_cast<std::int64_t>(place), static_cast<std::int64_t>(ids.size()));
      std::vector<WholeTicket> tickets;
      work_.read([&](RepositorySession& session) {
        tickets = work_.parts().read(session, std::span(ids).subspan(place, std::min(kTicketsAtOnce, ids.size() - place)));
      });
      for (const WholeTicket& ticket : tickets) {
        if (!may_go(ticket, before, work_.files())) continue;
        writer.add(ticket, work_.files());
        has_any = true;
      }
    }
    if (!has_any) return std::nullopt;
    if (std::filesystem::exists(folder_ / begun.file)) throw std::runtime_error("Another file took the name of the archive meanwhile");
    return writer.finish();
  }

  BackupCounts check(const Begun& begun) {
    class Beating final : public ArchiveVisitor {
     public:
      Beating(ArchiveWork& work, const std::string& month) : work_(work), month_(month) {}
      void tickets(std::span<const WholeTicket> batch) override {
        work_.beat();
        work_.tell(ArchiveStep::checking, month_, seen_ += static_cast<std::int64_t>(batch.size()));
      }
      void piece(std::string) override { work_.beat(); }

     private:
      ArchiveWork& work_;
      const std::string& month_;
      std::int64_t seen_ = 0;
    } beating(work_, begun.month);
    return visited(begun, beating);
  }

  BackupCounts visited(const Begun& begun, ArchiveVisitor& visitor) const {
    BackupCounts counts;
    try {
      counts = visit_archive(folder_ / begun.file, visitor);
    } catch (const DatabaseError&) {
      throw;
    } catch (const LeaseLost&) {
      throw;
    } catch (const actions::Outdated&) {
      throw;
    } catch (const std::exception& error) {
      throw ArchiveUnreadable(begun.file + ": " + error.what());
    }
    if (counts.archive != begun.id) throw ArchiveUnreadable(begun.file + ": the file is another archive than the one that bore this name");
    return counts;
  }

  void move_to(const Begun& begun, const BackupCounts& filed) {
    class Moving final : public ArchiveVisitor {
     public:
      Moving(ArchiveWork& work, const Begun& begun, std::int64_t all) : work_(work), begun_(begun), all_(all) {}
      void tickets(std::span<const WholeTicket> batch) override {
        std::set<TicketId> lying;
        work_.write_and_make_room(
            [&](RepositorySession& session) { lying = move_out(session, work_.parts(), batch, begun_.id, work_.identities()); });
        for (const WholeTicket& ticket : batch)
          if (lying.contains(ticket.id))
            for (const PlainRow* file : ticket.of("files")) remove_bytes(file->text("place"));
        lying_ += static_cast<std::int64_t>(lying.size());
        work_.tell(ArchiveStep::moving, begun_.month, seen_ += static_cast<std::int64_t>(batch.size()), all_);
      }
      [[nodiscard]] std::int64_t lying() const { return lying_; }

     private:
      /// What is left of them is swept away with what belongs to nothing.
      void remove_bytes(const std::string& place) {
        std::error_code ignored;
        std::filesystem::remove(work_.files() / path_of_file(place), ignored);
      }

      ArchiveWork& work_;
      const Begun& begun_;
      std::int64_t all_;
      std::int64_t seen_ = 0;
      std::int64_t lying_ = 0;
    };
    const auto row = filed.rows.find("tickets");
    const std::int64_t all = row == filed.rows.end() ? 0 : row->second;
    Moving moving(work_, begun, all);
    visited(begun, moving);
    end(begun, moving.lying());
    done_.push_back({begun.month, begun.file, moving.lying(), all - moving.lying()});
  }

  ArchiveWork& work_;
  std::filesystem::path folder_;
  Month before_;
  std::string time_zone_;
  std::vector<Archived> done_;
};

}  // namespace

domain::Result<std::vector<Archived>> archive_closed(const ArchivePlace& place, const std::filesystem::path& folder, Month before,
                                                     const std::string& time_zone, const ArchivePorts& ports) {
  try {
    ArchiveWork work(place, ports);
    if (const auto taken = work.take_lease(); !taken) return taken.error();
    Archiver archiver(work, folder, before, time_zone);
    archiver.run();
    return std::move(archiver).done();
  } catch (const std::exception&) {
    return archive_problem(folder);
  }
}

}  // namespace seva::storage
