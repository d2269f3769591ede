#include "storage/archive_work.hpp"

#include <algorithm>

#include "storage/administration_records.hpp"
#include "storage/retried.hpp"

namespace seva::storage {
namespace {

constexpr std::chrono::milliseconds kShortestRoom{2};
const Select kSchema{"find the newest migration", "SELECT COALESCE(MAX(number), 0) FROM schema_migrations", 1};

TicketParts parts_of(const DatabaseAddress& address) {
  Connection connection(address, Access::read, BatchWriting::row_by_row);
  return TicketParts(tables_of(connection));
}

}  // namespace

std::string_view name_of(ArchiveStep step) {
  switch (step) {
    case ArchiveStep::looking: return "looking for closed tickets";
    case ArchiveStep::waiting: return "somebody holds this work; looking for a quarter of a minute whether they live";
    case ArchiveStep::writing: return "writing";
    case ArchiveStep::checking: return "reading back";
    case ArchiveStep::moving: return "moving out of the database";
    case ArchiveStep::restoring: return "bringing back";
  }
  return "";
}

ArchiveWork::ArchiveWork(const ArchivePlace& place, const ArchivePorts& ports)
    : ports_(ports),
      files_(place.files),
      readers_(place.address, Access::read, BatchWriting::row_by_row, 1),
      writers_(place.address, Access::write, BatchWriting::by_array, 1),
      parts_(parts_of(place.address)) {
  read([&](RepositorySession& session) { session.select(kSchema, {}, [&](Row& row) { schema_ = static_cast<int>(row.number()); }); });
}

ArchiveWork::~ArchiveWork() {
  if (lease_) lease_->give_back(writers_);
}

domain::Result<void> ArchiveWork::take_lease() {
  auto taken = WorkLease::take(
      writers_, "archive", ports_.identities.random_hex(16), ports_.pause, [&] { tell(ArchiveStep::waiting); }, "archive_running");
  if (!taken) return taken.error();
  lease_.emplace(std::move(*taken));
  return {};
}

void ArchiveWork::read(const Step& step) { run_reading(readers_, kArchivePatience, step); }

void ArchiveWork::write(const Step& step) {
  run_writing(writers_, kArchivePatience, [&](RepositorySession& session) {
    lease_->beat(session);
    step(session);
  });
}

void ArchiveWork::write_and_make_room(const Step& step) {
  const auto began = std::chrono::steady_clock::now();
  write(step);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  ports_.pause(std::max(took, kShortestRoom));
}

domain::Problem archive_problem(const std::filesystem::path& where) {
  using domain::Problem, domain::ProblemKind;
  try {
    throw;
  } catch (const ArchiveUnreadable& error) {
    return domain::invalid("archive_unreadable", std::string(error.what()) + ".", where.string(),
                           "Use another copy of the file; this one is not whole.");
  } catch (const std::exception& error) {
    return {ProblemKind::unavailable, "archive_failed", error.what(), where.string(),
            "Mend the cause and run it again: it goes on where it ended. Nothing is lost and nothing is in two places."};
  }
}

void ArchiveWork::note(RepositorySession& session, const std::string& act, const std::string& file, const std::string& month,
                       std::int64_t tickets) const {
  SociAdministrationRecords(session).add({ports_.identities.next<domain::AdministrationActId>(),
                                          ports_.now,
                                          ports_.who.user,
                                          ports_.who.name,
                                          act,
                                          file,
                                          {{"month", month}, {"tickets", std::to_string(tickets)}}});
}

}  // namespace seva::storage
