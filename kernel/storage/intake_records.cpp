#include "storage/intake_records.hpp"

#include "storage/foreign_keys.hpp"
#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

constexpr ForeignSelect kKnownMessages{
    "find known messages", "id, source_id, revision, ticket, citizen, disposition", "messages", "messages_by_source", "source_id", ""};
const Select kHasArchived =
    select("ask whether a channel has anything archived", "revision", "FROM archived_sources WHERE channel = :channel LIMIT 1");
constexpr ForeignSelect kArchivedMessages{"find archived messages", "source_id, revision", "archived_sources", "", "source_id", "AND revision > 0"};
constexpr ForeignSelect kTicketsOfThreads{"find tickets of threads", "DISTINCT thread, ticket", "messages", "messages_by_thread", "thread",
                                          "AND ticket <> 0"};
constexpr ForeignSelect kCitizens{"find citizens", "author_id, citizen", "citizen_identities", "", "author_id", ""};
const Select kAuthor = select("find an author", "author_id, handle, name",
                              "FROM citizen_identities WHERE citizen = :citizen AND channel = :channel ORDER BY created_at DESC LIMIT 1");

}  // namespace

std::vector<actions::KnownMessage> SociIntakeRecords::known_messages(const std::string& channel, std::span<const std::string> source_ids) {
  std::vector<actions::KnownMessage> known;
  select_by_foreign_ids(session_, kKnownMessages, channel, source_ids, [&](Row& row) {
    auto& message = known.emplace_back();
    message.id = row.id<domain::MessageId>();
    message.source_id = row.text();
    message.revision = row.count();
    message.ticket = row.id<domain::TicketId>();
    message.citizen = row.id<domain::CitizenId>();
    message.disposition = row.one_of(kLastDisposition);
  });
  bool has_archived = false;
  session_.select(kHasArchived, {channel}, [&](Row&) { has_archived = true; });
  if (!has_archived) return known;
  select_by_foreign_ids(session_, kArchivedMessages, channel, source_ids, [&](Row& row) {
    auto& message = known.emplace_back();
    message.source_id = row.text();
    message.revision = row.count();
    message.disposition = domain::Disposition::appended;
  });
  return known;
}

std::vector<actions::ThreadTicket> SociIntakeRecords::tickets_of_threads(const std::string& channel, std::span<const std::string> threads) {
  std::vector<actions::ThreadTicket> tickets;
  select_by_foreign_ids(session_, kTicketsOfThreads, channel, threads, [&](Row& row) {
    auto& ticket = tickets.emplace_back();
    ticket.thread = row.text();
    ticket.ticket = row.id<domain::TicketId>();
  });
  return tickets;
}

std::unordered_map<std::string, domain::CitizenId> SociIntakeRecords::citizens(const std::string& channel, std::span<const std::string> author_ids) {
  std::unordered_map<std::string, domain::CitizenId> citizens;
  select_by_foreign_ids(session_, kCitizens, channel, author_ids, [&](Row& row) {
    std::string author = row.text();
    citizens.emplace(std::move(author), row.id<domain::CitizenId>());
  });
  return citizens;
}

std::optional<domain::Author> SociIntakeRecords::author(domain::CitizenId citizen, const std::string& channel) {
  std::optional<domain::Author> author;
  session_.select(kAuthor, {to_value(citizen), channel}, [&](Row& row) {
    author.emplace();
    author->id = row.text();
    author->handle = row.text();
    author->name = row.text();
  });
  return author;
}

}  // namespace seva::storage
