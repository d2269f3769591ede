#include "storage/changes_writer.hpp"

#include <future>
#include <map>
#include <memory>

#include "actions/store.hpp"
#include "storage/call_codec.hpp"
#include "storage/row_codec.hpp"
#include "storage/write_statements.hpp"

namespace seva::storage {
namespace {

/// Adds one row a fact and runs the batch. Returns how many rows matched.
template <class Facts, class Add>
std::int64_t run(RepositorySession& session, const Statement& statement, const Facts& facts, const Add& add_fact) {
  if (facts.empty()) return 0;
  RowBatch batch(statement, facts.size());
  for (const auto& fact : facts) add_fact(batch, fact);
  return session.run(batch);
}

template <class Facts>
void insert_all(RepositorySession& session, const Statement& statement, const Facts& facts) {
  run(session, statement, facts, [](RowBatch& batch, const auto& fact) { add(batch, fact); });
}

/// The rows that take longest to make.
struct WordyRows {
  WordyRows(const WriteStatements& statements, const actions::Changes& changes)
      : events(statements.add_events, changes.events.size()), triage(statements.add_triage, changes.triage.size()) {
    for (const auto& event : changes.events) add(events, event);
    for (const auto& item : changes.triage) add(triage, item);
  }

  RowBatch events;
  RowBatch triage;
};

/// Where they are many, a thread beside makes them, while the database takes what comes before; else they are made when they are asked for.
std::future<std::unique_ptr<WordyRows>> begin_rows(const WriteStatements& statements, const actions::Changes& changes) {
  constexpr std::size_t kMany = 200;
  const auto policy = changes.events.size() >= kMany ? std::launch::async : std::launch::deferred;
  return std::async(policy, [&] { return std::make_unique<WordyRows>(statements, changes); });
}

void expect_all(std::int64_t matched, std::size_t changed, std::string_view statement) {
  if (matched != static_cast<std::int64_t>(changed)) throw DatabaseError(Failure::broken, 0, statement);
}

void write_citizens(RepositorySession& session, const WriteStatements& statements, const std::vector<actions::NewCitizen>& citizens) {
  run(session, statements.add_citizens, citizens, [](RowBatch& batch, const auto& citizen) { batch.add(citizen.id, citizen.at); });
  run(session, statements.add_identities, citizens, [](RowBatch& batch, const auto& citizen) {
    batch.add(citizen.channel, citizen.author.id, citizen.id, citizen.author.handle, citizen.author.name, citizen.at);
  });
}

void change_tickets(RepositorySession& session, const WriteStatements& statements, const std::vector<actions::TicketChange>& changes) {
  const auto matched = run(session, statements.change_tickets, changes,
                           [](RowBatch& batch, const auto& change) { add_change(batch, change.after, change.before.version); });
  if (matched != static_cast<std::int64_t>(changes.size())) throw actions::Outdated("A ticket was changed by somebody else.");
}

void change_triage(RepositorySession& session, const WriteStatements& statements, const std::vector<domain::TriageItem>& changes) {
  const auto matched = run(session, statements.change_triage, changes, [](RowBatch& batch, const auto& item) {
    batch.add(item.decided_at, item.decision, item.ticket, !item.decided_at, item.id, item.decided_at.has_value());
  });
  if (matched != static_cast<std::int64_t>(changes.size())) throw actions::Outdated("A triage item was decided by somebody else.");
}

void change_messages(RepositorySession& session, const WriteStatements& statements, const std::vector<actions::MessageChange>& changes) {
  const auto matched = run(session, statements.change_messages, changes,
                           [](RowBatch& batch, const auto& change) { batch.add(change.disposition, change.ticket, change.id); });
  expect_all(matched, changes.size(), statements.change_messages.name);
}

void write_delivery_files(RepositorySession& session, const WriteStatements& statements, const std::vector<domain::Delivery>& deliveries) {
  struct Line {
    domain::DeliveryId delivery;
    std::size_t place;
    const domain::DeliveryFile* file;
  };
  std::vector<Line> lines;
  for (const domain::Delivery& delivery : deliveries)
    for (std::size_t place = 0; place < delivery.files.size(); ++place) lines.push_back({delivery.id, place, &delivery.files[place]});
  run(session, statements.add_delivery_files, lines, [](RowBatch& batch, const Line& line) {
    batch.add(line.delivery, line.place, line.file->id, line.file->type, static_cast<std::int64_t>(line.file->size));
  });
}

void change_deliveries(RepositorySession& session, const WriteStatements& statements, const std::vector<domain::Delivery>& changes) {
  const auto matched = run(session, statements.change_deliveries, changes, [](RowBatch& batch, const auto& delivery) {
    batch.add(delivery.state, delivery.attempts, delivery.next_attempt_at, delivery.sent_id, delivery.reason, is_waiting(delivery), delivery.id);
  });
  expect_all(matched, changes.size(), statements.change_deliveries.name);
}

void change_calls(RepositorySession& session, const WriteStatements& statements, const std::vector<actions::CallChange>& changes) {
  const auto matched = run(session, statements.change_calls, changes,
                           [](RowBatch& batch, const auto& change) { add_change(batch, change.after, change.before_version); });
  if (matched != static_cast<std::int64_t>(changes.size())) throw actions::Outdated("A call was changed by somebody else.");
}

void write_plugin_facts(RepositorySession& session, const WriteStatements& statements, const actions::Changes& changes) {
  run(session, statements.add_dead_letters, changes.dead_letters, [](RowBatch& batch, const auto& letter) {
    batch.add(letter.id, letter.plugin, letter.digest, letter.origin, letter.reason, letter.bytes, letter.size, letter.at);
  });
  for (const actions::DeadLetter& letter : changes.dead_letters)
    session.execute(statements.add_dead_letter_work, {to_value(letter.is_event), letter.event, letter.tag, letter.head, to_value(letter.state),
                                                      to_value(letter.attempts), to_value(letter.id)});
  run(session, statements.change_dead_letters, changes.dead_letter_changes, [](RowBatch& batch, const auto& letter) {
    const bool is_waiting = letter.state == actions::DeadLetterState::waiting || letter.state == actions::DeadLetterState::failed_again;
    batch.add(letter.state, is_waiting, letter.attempts, letter.settled_at, letter.id);
  });
  run(session, statements.save_plugin_states, changes.plugin_states,
      [](RowBatch& batch, const auto& state) { batch.add(state.plugin, state.key, state.value, state.is_secret); });
}

void write_sealed(RepositorySession& session, const WriteStatements& statements, const actions::Changes& changes) {
  run(session, statements.add_sealed, changes.sealed,
      [](RowBatch& batch, const auto& entry) { batch.add(entry.kind, entry.subject, entry.key_id, entry.bytes); });
  run(session, statements.add_sealed_reads, changes.sealed_reads,
      [](RowBatch& batch, const auto& read) { batch.add(read.id, read.ticket, read.message, read.user, read.user_name, read.look, read.at); });
}

void write_desk(RepositorySession& session, const WriteStatements& statements, const actions::Changes& changes) {
  run(session, statements.save_views, changes.views, [](RowBatch& batch, const auto& view) {
    batch.add(view.id, view.owner, view.unit, view.name, view.filter, view.is_newest_first, view.is_pinned, view.created_at);
  });
  run(session, statements.remove_views, changes.removed_views, [](RowBatch& batch, const auto& id) { batch.add(id); });
  run(session, statements.save_ready_replies, changes.ready_replies, [](RowBatch& batch, const auto& reply) {
    batch.add(reply.id, reply.unit, reply.category, reply.title_en, reply.title_hi, reply.text_en, reply.text_hi, reply.is_private, reply.follows,
              reply.created_at);
  });
  run(session, statements.remove_ready_replies, changes.removed_ready_replies, [](RowBatch& batch, const auto& id) { batch.add(id); });
  run(session, statements.add_claims, changes.claims,
      [](RowBatch& batch, const auto& claim) { batch.add(claim.user, claim.key, claim.request, claim.at, claim.status, claim.answer); });
}

void expect_unattached(std::int64_t matched, std::size_t changed) {
  if (matched != static_cast<std::int64_t>(changed)) throw actions::Outdated("A file was attached or removed by somebody else.");
}

void write_files(RepositorySession& session, const WriteStatements& statements, const actions::Changes& changes) {
  run(session, statements.add_files, changes.files, [](RowBatch& batch, const auto& file) {
    batch.add(file.id, file.ticket, file.event, file.uploader, file.name, file.type, file.size, file.place, file.key_id, file.is_sealed,
              file.created_at);
  });
  const auto attached = run(session, statements.attach_files, changes.attached_files,
                            [](RowBatch& batch, const auto& file) { batch.add(file.event, file.file, domain::EventId{}); });
  expect_unattached(attached, changes.attached_files.size());
  const auto removed = run(session, statements.remove_files, changes.removed_files, [](RowBatch& batch, const auto& id) { batch.add(id); });
  expect_unattached(removed, changes.removed_files.size());
  run(session, statements.save_message_files, changes.message_files, [](RowBatch& batch, const auto& file) {
    batch.add(file.message, file.part, file.file, file.refusal, file.attempts, file.next_attempt_at, file.is_waiting());
  });
}

using Counts = std::map<std::pair<std::string_view, domain::Status>, std::int64_t>;

Counts count_differences(const actions::Changes& changes) {
  Counts counts;
  for (const auto& ticket : changes.tickets) ++counts[{ticket.unit, ticket.status}];
  for (const auto& change : changes.ticket_changes) {
    --counts[{change.before.unit, change.before.status}];
    ++counts[{change.after.unit, change.after.status}];
  }
  std::erase_if(counts, [](const auto& count) { return count.second == 0; });
  return counts;
}

/// Adding to a count that somebody else changed meanwhile loses nothing, so it needs no protection by the snapshot and no second run.
void write_counts(RepositorySession& session, const WriteStatements& statements, const actions::Changes& changes) {
  run(session, statements.add_counts, count_differences(changes),
      [](RowBatch& batch, const auto& count) { batch.add(count.first.first, count.first.second, count.second); });
}

}  // namespace

void write_changes(RepositorySession& session, const actions::Changes& changes) {
  const WriteStatements& statements = write_statements(session.dialect());
  auto wordy_rows = begin_rows(statements, changes);
  write_citizens(session, statements, changes.citizens);
  insert_all(session, statements.add_messages, changes.messages);
  change_messages(session, statements, changes.message_changes);
  insert_all(session, statements.add_tickets, changes.tickets);
  change_tickets(session, statements, changes.ticket_changes);
  const std::unique_ptr<const WordyRows> wordy = wordy_rows.get();
  session.run(wordy->events);
  session.run(wordy->triage);
  change_triage(session, statements, changes.triage_changes);
  insert_all(session, statements.add_deliveries, changes.deliveries);
  write_delivery_files(session, statements, changes.deliveries);
  change_deliveries(session, statements, changes.delivery_changes);
  run(session, statements.keep_texts, changes.kept_texts, [](RowBatch& batch, const auto& kept) { batch.add(kept.text, kept.delivery); });
  insert_all(session, statements.add_calls, changes.calls);
  change_calls(session, statements, changes.call_changes);
  run(session, statements.dismiss_calls, changes.call_dismissals,
      [](RowBatch& batch, const auto& dismissal) { batch.add(dismissal.call, dismissal.kind, dismissal.text, dismissal.by, dismissal.at); });
  write_plugin_facts(session, statements, changes);
  write_sealed(session, statements, changes);
  write_desk(session, statements, changes);
  write_files(session, statements, changes);
  write_counts(session, statements, changes);
}

}  // namespace seva::storage
