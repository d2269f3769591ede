#include <gmock/gmock.h>

#include <thread>

#include "archive_world.hpp"
#include "storage/archive_file.hpp"
#include "storage/archive_work.hpp"
#include "storage/database_error.hpp"

namespace seva::testing {
namespace {

using storage::ArchiveProgress;
using storage::ArchiveStep;

/// What the archiver must hold when it is ended, when others work, and when its file is not what it wrote.
class ArchiveSafety : public ArchiveTest {
 protected:
  domain::Ticket changed(const domain::Ticket& ticket, domain::Status status) {
    domain::Ticket after = ticket;
    after.status = status;
    after.closed_at.reset();
    after.version = ticket.version + 1;
    actions::Changes changes;
    changes.ticket_changes.push_back({ticket, after});
    write(changes);
    return after;
  }
};

TEST_P(ArchiveSafety, ended_at_any_step_it_goes_on_and_no_ticket_is_ever_in_two_places_or_none) {
  fill(210);
  const Rows before = rows();
  bool was_ended = true;
  int runs = 0;
  for (int steps = 1; was_ended; ++steps) {
    int left = steps;
    was_ended = false;
    const auto done = archive([&](const ArchiveProgress&) {
      if (--left > 0) return;
      was_ended = true;
      throw storage::DatabaseError(storage::Failure::broken, 0, "ended by the test");
    });
    ++runs;
    EXPECT_EQ(static_cast<bool>(done), !was_ended) << (done ? "" : done.error().what);
    expect_one_place(427);
    expect_counts();
  }
  EXPECT_GT(runs, 5);
  EXPECT_EQ(count("tickets"), 7);
  EXPECT_EQ(count("archives WHERE is_done = 0"), 0) << "whatever was begun is ended";
  std::int64_t back = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    int left = 2;  // and bringing back is ended and run again as well
    EXPECT_FALSE(restore(file.path().filename(), [&](const ArchiveProgress&) {
      if (--left == 0) throw storage::DatabaseError(storage::Failure::broken, 0, "ended by the test");
    })) << file.path();
    expect_one_place(427);
    const auto restored = restore(file.path().filename());
    ASSERT_TRUE(restored) << restored.error().what;
    back += restored->tickets;
  }
  EXPECT_GT(back, 0);
  EXPECT_EQ(rows(), before);
}

TEST_P(ArchiveSafety, what_changes_between_writing_and_leaving_stays_and_counts_once) {
  actions::Changes changes = closed(at(10, 5), 4);
  changes.tickets[3].merged_into = changes.tickets[2].docket;
  write(changes);
  bool did_change = false;
  const auto done = archive([&](const ArchiveProgress& progress) {
    if (progress.step != ArchiveStep::checking || std::exchange(did_change, true)) return;
    changed(changes.tickets[0], domain::Status::in_process);
    see(changes.tickets[1].id, 1);  // no new version, and yet a row that the file has not
    changed(changes.tickets[2], domain::Status::open);
  });
  ASSERT_TRUE(done) << done.error().what;
  EXPECT_TRUE(did_change);
  EXPECT_EQ(done->front().tickets, 0);
  EXPECT_EQ(done->front().stayed, 4) << "the fourth is part of one that was opened again";
  EXPECT_EQ(count("tickets"), 4);
  EXPECT_EQ(count("ticket_seen"), 1);
  EXPECT_EQ(count("archived_sources"), 0);
  EXPECT_TRUE(std::filesystem::is_empty(folder)) << "a file that nothing lies in is not kept";
  expect_counts();
  const auto again = archive();
  ASSERT_TRUE(again) << again.error().what;
  ASSERT_EQ(again->size(), 1U);
  EXPECT_EQ(again->front().tickets, 1) << "the one that is closed still";
  expect_one_place(4);
}

TEST_P(ArchiveSafety, others_write_between_batches_and_no_transaction_takes_more_than_one) {
  constexpr std::int64_t kTickets = 450;
  write(closed(at(10, 5), kTickets));
  auto others = another_store();
  std::int64_t moved_before = 0;
  std::int64_t most = 0;
  int writes = 0;
  SyntheticChanges strange(99, 700'000'000);
  pause = [&](std::chrono::milliseconds) {
    const std::int64_t moved = count("archived_tickets");
    most = std::max(most, moved - moved_before);
    moved_before = moved;
    others->write([&](actions::Transaction& transaction) { transaction.write(strange.intake_batch(1)); });
    ++writes;
  };
  std::atomic<bool> is_done{false};
  std::atomic<int> written{0};
  std::thread intake([&] {
    SyntheticChanges arriving(7, 800'000'000);
    auto store = another_store();
    do {
      store->write([&](actions::Transaction& transaction) { transaction.write(arriving.intake_batch(2)); });
      store->read([&](actions::Transaction& transaction) { static_cast<void>(transaction.stored_counts()); });
      ++written;
    } while (!is_done);
  });
  const auto done = archive();
  is_done = true;
  intake.join();
  ASSERT_TRUE(done) << done.error().what;
  EXPECT_EQ(done->front().tickets, kTickets);
  EXPECT_EQ(most, static_cast<std::int64_t>(storage::kTicketsAtOnce));
  EXPECT_GE(writes, 5) << "one between every two batches";
  EXPECT_GE(written, 1);
  EXPECT_EQ(count("tickets"), writes + 2 * written);
  expect_counts();
}

TEST_P(ArchiveSafety, a_living_archiver_is_left_alone_and_a_dead_one_is_followed) {
  fill(3);
  command("INSERT INTO leases (name, owner, epoch, beat) VALUES ('archive', 'somebody', 4, 9)");
  std::chrono::milliseconds waited{0};
  pause = [&](std::chrono::milliseconds time) {
    waited += time;
    if (waited == std::chrono::seconds{5}) command("UPDATE leases SET beat = beat + 1");
  };
  bool did_tell = false;
  const auto refused = archive([&](const ArchiveProgress& progress) { did_tell = did_tell || progress.step == ArchiveStep::waiting; });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "archive_running");
  EXPECT_TRUE(did_tell);
  EXPECT_EQ(count("archives"), 0);
  waited = std::chrono::hours{1};
  const auto done = archive();
  ASSERT_TRUE(done) << done.error().what;
  EXPECT_GE(waited, std::chrono::hours{1} + storage::WorkLease::kStandstill) << "not before it stood still for so long";
  waited = {};
  ASSERT_TRUE(archive());
  EXPECT_LT(waited, std::chrono::seconds{1}) << "who ends well leaves the way free";
}

TEST_P(ArchiveSafety, whoever_was_taken_for_dead_moves_nothing_more) {
  write(closed(at(10, 5), 250));
  const auto done = archive([&](const ArchiveProgress& progress) {
    if (progress.step == ArchiveStep::moving && progress.done == 100) command("UPDATE leases SET owner = 'another', epoch = epoch + 1");
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "archive_failed");
  EXPECT_EQ(count("archived_tickets"), 100) << done.error().what;
  expect_one_place(250);
}

TEST_P(ArchiveSafety, a_damaged_file_moves_nothing_and_brings_nothing_back) {
  write(closed(at(10, 5), 150));
  const auto file = folder / "seva-archive-2025-10.jsonl.gz";
  int looks = 0;
  const auto done = archive([&](const ArchiveProgress& progress) {
    if (progress.step == ArchiveStep::checking && ++looks == 1) std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "archive_unreadable");
  EXPECT_EQ(count("tickets") + count("archived_tickets"), 150);
  EXPECT_FALSE(storage::look_at_archive(file));
  const auto refused = restore(file.filename());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "archive_unreadable");
}

TEST_P(ArchiveSafety, an_archive_of_another_database_and_a_whole_backup_are_refused) {
  fill(3);
  ASSERT_TRUE(archive());
  command("DELETE FROM archives");
  const auto foreign = restore("seva-archive-2025-10.jsonl.gz");
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, "archive_foreign");
  ASSERT_TRUE(storage::write_backup(address(), files, folder / "whole.gz", [](std::int64_t) {}));
  EXPECT_FALSE(restore("whole.gz"));
  EXPECT_FALSE(storage::look_at_archive(folder / "whole.gz"));
}

SEVA_ON_EVERY_DATABASE(ArchiveSafety);

}  // namespace
}  // namespace seva::testing
