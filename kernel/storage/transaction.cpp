#include "storage/transaction.hpp"

#include <stdexcept>

#include "storage/changes_writer.hpp"
#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

Select count_messages(Dialect dialect) {
  return select("count messages", "disposition, COUNT(*)", "FROM messages " + by_index(dialect, "messages_by_ticket") + " GROUP BY disposition");
}

const Select kCountOthers{"count what is stored",
                          "SELECT (SELECT COUNT(*) FROM tickets), (SELECT COUNT(*) FROM citizens), (SELECT COUNT(*) FROM events), "
                          "(SELECT COUNT(*) FROM deliveries), (SELECT COUNT(*) FROM dead_letters), (SELECT COUNT(*) FROM calls)",
                          6};

}  // namespace

SociTransaction::SociTransaction(RepositorySession& session, Access access)
    : session_(session),
      access_(access),
      intake_(session),
      tickets_(session),
      triage_(session),
      deliveries_(session),
      calls_(session),
      plugins_(session),
      sealed_(session),
      people_(session),
      personal_(session),
      administration_(session),
      proofs_(session),
      desk_(session),
      files_(session),
      search_(session) {}

actions::StoredCounts SociTransaction::stored_counts() {
  actions::StoredCounts counts;
  session_.select(count_messages(session_.dialect()), {}, [&](Row& row) {
    const auto disposition = row.one_of(kLastDisposition);
    const std::int64_t messages = row.number();
    counts.messages += messages;
    switch (disposition) {
      case domain::Disposition::opened: counts.opened = messages; break;
      case domain::Disposition::appended: counts.appended = messages; break;
      case domain::Disposition::triage: counts.triage = messages; break;
      case domain::Disposition::chatter: counts.chatter = messages; break;
    }
  });
  session_.select(kCountOthers, {}, [&](Row& row) {
    counts.tickets = row.number();
    counts.citizens = row.number();
    counts.events = row.number();
    counts.deliveries = row.number();
    counts.dead_letters = row.number();
    counts.calls = row.number();
  });
  return counts;
}

void SociTransaction::write(const actions::Changes& changes) {
  if (access_ != Access::write) throw std::logic_error("A reading transaction was asked to write.");
  write_changes(session_, changes);
}

}  // namespace seva::storage
