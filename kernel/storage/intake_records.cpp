#include "storage/intake_records.hpp"

#include "storage/key_list.hpp"
#include "storage/stored_numbers.hpp"

namespace seva::storage {
namespace {

constexpr KeyedSelect kKnownMessages{"find known messages", "id, source_id, revision, ticket, citizen, disposition",
                                     "FROM messages WHERE channel = :channel AND source_id IN", ""};
const Select kHasArchived =
    select("ask whether a channel has anything archived", "revision", "FROM archived_sources WHERE channel = :channel LIMIT 1");
constexpr KeyedSelect kArchivedMessages{"find archived messages", "source_id, revision",
                                        "FROM archived_sources WHERE channel = :channel AND revision > 0 AND source_id IN", ""};
constexpr KeyedSelect kTicketsOfThreads{"find tickets of threads", "DISTINCT thread, ticket", "FROM messages WHERE channel = :channel AND thread IN",
                                        "AND ticket <> 0"};
constexpr KeyedSelect kCitizens{"find citizens", "author_id, citizen", "FROM citizen_identities WHERE channel = :channel AND author_id IN", ""};
const Select kAuthor = select("find an author", "author_id, handle, name",
                              "FROM citizen_identities WHERE citizen = :citizen AND channel = :channel ORDER BY created_at DESC LIMIT 1");

std::vector<Value> distinct(std::span<const std::string> keys) {
  std::vector<std::string_view> views(keys.begin(), keys.end());
  std::sort(views.begin(), views.end());
  views.erase(std::unique(views.begin(), views.end()), views.end());
  return key_values(views);
}

}  // namespace

std::vector<actions::KnownMessage> SociIntakeRecords::known_messages(const std::string& channel, std::span<const std::string> source_ids) {
  std::vector<actions::KnownMessage> known;
  const std::vector<Value> keys = distinct(source_ids);
  select_by_keys(session_, kKnownMessages, {channel}, keys, [&](Row& row) {
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
  select_by_keys(session_, kArchivedMessages, {channel}, keys, [&](Row& row) {
    auto& message = known.emplace_back();
    message.source_id = row.text();
    message.revision = row.count();
    message.disposition = domain::Disposition::appended;
  });
  return known;
}

std::vector<actions::ThreadTicket> SociIntakeRecords::tickets_of_threads(const std::string& channel, std::span<const std::string> threads) {
  auto keys = distinct(threads);
  std::erase(keys, to_value(std::string_view{}));
  std::vector<actions::ThreadTicket> tickets;
  select_by_keys(session_, kTicketsOfThreads, {channel}, keys, [&](Row& row) {
    auto& ticket = tickets.emplace_back();
    ticket.thread = row.text();
    ticket.ticket = row.id<domain::TicketId>();
  });
  return tickets;
}

std::unordered_map<std::string, domain::CitizenId> SociIntakeRecords::citizens(const std::string& channel, std::span<const std::string> author_ids) {
  std::unordered_map<std::string, domain::CitizenId> citizens;
  select_by_keys(session_, kCitizens, {channel}, distinct(author_ids), [&](Row& row) {
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
