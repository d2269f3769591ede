#include "storage/archive.hpp"

#include <gmock/gmock.h>

#include "archive_world.hpp"
#include "storage/migrate.hpp"
#include "storage/ticket_parts.hpp"

namespace seva::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class Archive : public ArchiveTest {};

TEST_P(Archive, months_leave_and_come_back_row_for_row) {
  fill(120);
  const Rows before = rows();
  const auto done = archive();
  ASSERT_TRUE(done) << done.error().what;
  ASSERT_EQ(done->size(), 2U);
  EXPECT_EQ(done->at(0).month, "2025-10");
  EXPECT_EQ(done->at(0).file, "seva-archive-2025-10.jsonl.gz");
  for (const storage::Archived& month : *done) {
    EXPECT_EQ(month.tickets, 120);
    EXPECT_EQ(month.stayed, 0);
  }
  EXPECT_EQ(count("tickets"), 7) << "the month of the limit and what is open";
  EXPECT_EQ(count("messages"), 7);
  for (const char* table : {"files", "calls", "vault", "sealed_reads", "message_files", "delivery_files", "ticket_seen", "proof_codes",
                            "triage_items", "call_dismissals"})
    EXPECT_EQ(count(table), 0) << table;
  EXPECT_EQ(count("events"), 7) << "with what was decided about messages before they had a ticket";
  EXPECT_TRUE(std::filesystem::is_empty(files / "ab")) << "files are in the archive alone";
  EXPECT_EQ(std::filesystem::status(folder / done->at(0).file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  expect_counts();
  expect_one_place(247);

  const auto seen = storage::look_at_archive(folder / done->at(0).file);
  ASSERT_TRUE(seen) << seen.error().what;
  EXPECT_EQ(seen->archived_month, "2025-10");
  EXPECT_EQ(seen->rows.at("tickets"), 120);
  EXPECT_EQ(seen->rows.at("vault"), 6);
  EXPECT_EQ(seen->files, 1);

  for (const storage::Archived& month : *done) {
    const auto back = restore(month.file);
    ASSERT_TRUE(back) << back.error().what;
    EXPECT_EQ(back->tickets, 120);
    EXPECT_EQ(back->others, 0);
    expect_one_place(247);
  }
  EXPECT_EQ(rows(), before);
  EXPECT_EQ(count("archived_sources"), 0);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(files / "ab"), {}), 2);
  expect_counts();
  const auto again = restore(done->at(0).file);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->tickets, 0);
  EXPECT_EQ(again->others, 120) << "they are here already";
  EXPECT_EQ(rows(), before);
}

TEST_P(Archive, what_came_back_goes_again_into_a_file_of_its_own) {
  fill(5);
  ASSERT_TRUE(archive());
  ASSERT_TRUE(restore("seva-archive-2025-10.jsonl.gz"));
  const auto done = archive();
  ASSERT_TRUE(done) << done.error().what;
  ASSERT_EQ(done->size(), 1U);
  EXPECT_EQ(done->front().file, "seva-archive-2025-10-2.jsonl.gz") << "no file is written over";
  EXPECT_EQ(done->front().tickets, 5);
  expect_one_place(17);
  const auto of_the_first = restore("seva-archive-2025-10.jsonl.gz");
  ASSERT_TRUE(of_the_first);
  EXPECT_EQ(of_the_first->tickets, 0) << "they lie in the second";
  const auto of_the_second = restore("seva-archive-2025-10-2.jsonl.gz");
  ASSERT_TRUE(of_the_second);
  EXPECT_EQ(of_the_second->tickets, 5);
}

TEST_P(Archive, what_was_done_is_told_once_among_the_acts_of_administration) {
  fill(5);
  ASSERT_TRUE(archive());
  ASSERT_TRUE(archive());
  for (int time = 0; time < 2; ++time) ASSERT_TRUE(restore("seva-archive-2025-10.jsonl.gz"));
  const auto acts = read([](actions::Transaction& transaction) { return transaction.administration().acts(10); });
  ASSERT_EQ(acts.size(), 3U);
  EXPECT_EQ(acts[0].act, "archive_restored");
  EXPECT_EQ(acts[0].subject, "seva-archive-2025-10.jsonl.gz");
  EXPECT_EQ(acts[0].details, (std::map<std::string, std::string>{{"month", "2025-10"}, {"tickets", "5"}}));
  EXPECT_EQ(acts[0].at, at(12, 21));
  EXPECT_EQ(acts[1].act, "tickets_archived");
  EXPECT_EQ(acts[1].subject, "seva-archive-2025-11.jsonl.gz");
  EXPECT_EQ(acts[1].details, (std::map<std::string, std::string>{{"month", "2025-11"}, {"tickets", "5"}}));
  EXPECT_EQ(acts[1].at, at(12, 20));
  EXPECT_EQ(acts[2].subject, "seva-archive-2025-10.jsonl.gz");
  for (const domain::AdministrationAct& act : acts) EXPECT_EQ(act.user_name, "command line");
}

TEST_P(Archive, nothing_to_do_leaves_nothing) {
  write(synthetic.intake_batch(3));
  const auto done = archive();
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->empty());
  EXPECT_FALSE(std::filesystem::exists(folder));
  EXPECT_EQ(count("archives"), 0);
  EXPECT_EQ(count("administration_acts"), 0);
}

TEST_P(Archive, a_docket_and_what_came_in_for_it_stay_known) {
  actions::Changes changes = closed(at(10, 5), 2);
  adorn(changes);
  changes.tickets.back().is_confidential = true;
  write(changes);
  ASSERT_TRUE(archive());
  const domain::Ticket& ticket = changes.tickets.front();
  const auto archived = [&](const std::string& docket) {
    return read([&](actions::Transaction& transaction) { return transaction.tickets().archived(docket); });
  };
  const auto found = archived(ticket.docket);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, ticket.id);
  EXPECT_EQ(found->unit, ticket.unit);
  EXPECT_EQ(found->month, "2025-10");
  EXPECT_EQ(found->archive, "seva-archive-2025-10.jsonl.gz");
  EXPECT_FALSE(found->is_confidential);
  EXPECT_TRUE(archived(changes.tickets.back().docket)->is_confidential);
  EXPECT_FALSE(archived("UPP-NEVER"));

  const domain::Message& message = changes.messages.front();
  const std::vector<std::string> sources{message.source_id, "never"};
  const auto known = read([&](actions::Transaction& transaction) { return transaction.intake().known_messages(message.channel, sources); });
  ASSERT_EQ(known.size(), 1U);
  EXPECT_EQ(known.front().source_id, message.source_id);
  EXPECT_EQ(known.front().revision, message.revision);
  EXPECT_FALSE(known.front().ticket) << "nothing can be appended to it";
  const std::vector<std::string> calls{changes.calls.front().call_id, "never"};
  EXPECT_THAT(read([&](actions::Transaction& transaction) { return transaction.calls().archived(changes.calls.front().channel, calls); }),
              ElementsAre(calls.front()));
  ASSERT_TRUE(restore(found->archive));
  EXPECT_FALSE(archived(ticket.docket));
  EXPECT_EQ(read([&](actions::Transaction& transaction) { return transaction.intake().known_messages(message.channel, sources); }).front().ticket,
            ticket.id);
}

TEST_P(Archive, the_log_that_the_search_index_follows_tells_of_going_and_coming) {
  actions::Changes changes = closed(at(10, 5), 2);
  write(changes);
  const domain::EventId newest{store().highest_id()};
  const auto told = [&] {
    std::set<domain::TicketId> tickets;
    for (const actions::LoggedEvent& logged : read([&](actions::Transaction& transaction) { return transaction.search().events_after(newest, 50); }))
      tickets.insert(logged.ticket);
    return tickets;
  };
  EXPECT_TRUE(told().empty());
  ASSERT_TRUE(archive());
  EXPECT_THAT(told(), UnorderedElementsAre(changes.tickets[0].id, changes.tickets[1].id));
  const domain::EventId gone{identities.next_id()};
  ASSERT_TRUE(restore("seva-archive-2025-10.jsonl.gz"));
  const auto back = read([&](actions::Transaction& transaction) { return transaction.search().events_after(gone, 50); });
  EXPECT_EQ(back.size(), 2U);
}

TEST_P(Archive, what_is_part_of_another_goes_with_it_or_later_and_never_before) {
  actions::Changes changes = closed(at(10, 5), 5);
  auto& tickets = changes.tickets;
  tickets[0].closed_at = at(11, 3);                // leads two
  tickets[1].merged_into = tickets[0].docket;      // closed a month earlier
  tickets[2].merged_into = tickets[1].docket;      // part of a part
  tickets[3].status = domain::Status::in_process;  // leads one, and is open
  tickets[3].closed_at.reset();
  tickets[4].merged_into = tickets[3].docket;
  write(changes);
  const auto done = archive();
  ASSERT_TRUE(done) << done.error().what;
  ASSERT_EQ(done->size(), 1U);
  EXPECT_EQ(done->front().month, "2025-11");
  EXPECT_EQ(done->front().tickets, 3);
  EXPECT_EQ(count("tickets"), 2) << "what leads is open, so both stay";
}

TEST_P(Archive, what_is_still_to_be_done_about_a_ticket_keeps_it) {
  actions::Changes changes = closed(at(10, 5), 6);
  changes.deliveries[0].state = domain::DeliveryState::queued;
  domain::TriageItem open_question = synthetic.triage_item();
  open_question.ticket = changes.tickets[1].id;
  changes.triage = {open_question};
  changes.message_files = {{changes.messages[2].id, 0, {}, "", 0, synthetic.instant()}};
  domain::File lost;
  lost.id = synthetic.id<domain::FileId>();
  lost.ticket = changes.tickets[3].id;
  lost.event = changes.events[3].id;
  lost.place = "cdef";
  changes.files = {lost};
  domain::CallSession owed = synthetic.call();
  owed.ticket = changes.tickets[4].id;
  owed.call_back.state = domain::CallBackState::owed;
  owed.call_back.owed_since = synthetic.instant();
  changes.calls = {owed};
  write(changes);
  const auto done = archive();
  ASSERT_TRUE(done) << done.error().what;
  EXPECT_EQ(done->front().tickets, 1);
  EXPECT_EQ(done->front().stayed, 5);
  EXPECT_EQ(count("tickets"), 5);
  expect_counts();
  const auto again = archive();
  ASSERT_TRUE(again) << again.error().what;
  EXPECT_EQ(again->front().stayed, 5);
  EXPECT_TRUE(again->front().file.empty());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1) << "nothing is written for those that stay";
}

TEST_P(Archive, a_months_file_alone_fills_an_empty_database_to_be_looked_at) {
  fill(30);
  ASSERT_TRUE(archive());
  storage::DatabaseAddress other;
  other.path = (temporary.path() / "look.db").string();
  const auto restored = storage::restore_backup(other, temporary.path() / "look", folder / "seva-archive-2025-11.jsonl.gz", [](std::int64_t) {});
  ASSERT_TRUE(restored) << restored.error().what;
  EXPECT_EQ(rows_of(other)["tickets"].size(), 30U);
}

TEST_P(Archive, every_table_that_names_a_part_of_a_ticket_is_decided_upon) {
  const std::set<std::string> stays{"proofs", "archived_tickets"};
  storage::Connection connection(address(), storage::Access::read, storage::BatchWriting::row_by_row);
  for (const storage::Table& table : storage::tables_of(connection))
    for (const storage::TableColumn& column : table.columns) {
      const bool names_one = column.name == "ticket" || column.name == "message" || column.name == "delivery" || column.name == "file" ||
                             column.name == "call_number" || column.name == "event";
      if (!names_one || !column.is_number) continue;
      EXPECT_TRUE(storage::TicketParts::has(table.name) || stays.contains(table.name))
          << table.name << "." << column.name << ": say in ticket_parts.cpp whether it goes with its ticket, or here that it stays";
    }
}

SEVA_ON_EVERY_DATABASE(Archive);

}  // namespace
}  // namespace seva::testing
