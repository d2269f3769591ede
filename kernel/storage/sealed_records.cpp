#include "storage/sealed_records.hpp"

#include "storage/key_list.hpp"
#include "storage/stored_numbers.hpp"
#include "storage/write_statements.hpp"

namespace seva::storage {
namespace {

constexpr KeyedSelect kEntries{"find sealed entries", kSealedColumns, "FROM vault WHERE kind = :kind AND subject IN", ""};
const Select kReads = select("read the looks at a ticket", kSealedReadColumns, "FROM sealed_reads WHERE ticket = :ticket ORDER BY id");

}  // namespace

std::vector<actions::SealedEntry> SociSealedRecords::entries(domain::SealedKind kind, std::span<const std::int64_t> subjects) {
  std::vector<actions::SealedEntry> found;
  select_by_keys(session_, kEntries, {to_value(kind)}, key_values(subjects), [&](Row& row) {
    auto& entry = found.emplace_back();
    entry.kind = row.one_of(kLastSealedKind);
    entry.subject = row.number();
    entry.key_id = row.text();
    entry.bytes = row.text();
  });
  return found;
}

std::vector<domain::SealedRead> SociSealedRecords::reads(domain::TicketId ticket) {
  std::vector<domain::SealedRead> found;
  session_.select(kReads, {to_value(ticket)}, [&](Row& row) {
    auto& read = found.emplace_back();
    read.id = row.id<domain::SealedReadId>();
    read.ticket = row.id<domain::TicketId>();
    read.message = row.id<domain::MessageId>();
    read.user = row.id<domain::UserId>();
    read.user_name = row.text();
    read.look = row.one_of(kLastSealedLook);
    read.at = row.instant();
  });
  return found;
}

}  // namespace seva::storage
