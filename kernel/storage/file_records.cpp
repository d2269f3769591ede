#include "storage/file_records.hpp"

#include <algorithm>
#include <tuple>

#include "storage/key_list.hpp"
#include "storage/write_statements.hpp"

namespace seva::storage {
namespace {

const Select kFindFile = select("find a file", kFileColumns, "FROM files WHERE id = :id");
const Select kFilesOfTicket = select("read a ticket's files", kFileColumns, "FROM files WHERE ticket = :ticket ORDER BY id");
const Select kUnattached = select("find files that are attached to nothing", kFileColumns,
                                  "FROM files WHERE event = 0 AND created_at < :before ORDER BY created_at, id LIMIT :most");
constexpr KeyedSelect kPlaces{"find the places of files", "place", "FROM files WHERE place IN", ""};
constexpr KeyedSelect kOfMessages{"read files of messages", kMessageFileColumns, "FROM message_files WHERE message IN", ""};
const Select kWanted =
    select("find files to fetch", kMessageFileColumns,
           "FROM message_files WHERE is_waiting = 1 AND next_attempt_at <= :now ORDER BY next_attempt_at, message, part LIMIT :most");

domain::File read_file(Row& row) {
  domain::File file;
  file.id = row.id<domain::FileId>();
  file.ticket = row.id<domain::TicketId>();
  file.event = row.id<domain::EventId>();
  file.uploader = row.id<domain::UserId>();
  file.name = row.text();
  file.type = row.text();
  file.size = static_cast<std::uint64_t>(row.number());
  file.place = row.text();
  file.key_id = row.text();
  file.is_sealed = row.flag();
  file.created_at = row.instant();
  return file;
}

actions::MessageFile read_message_file(Row& row) {
  actions::MessageFile file;
  file.message = row.id<domain::MessageId>();
  file.part = row.count();
  file.file = row.id<domain::FileId>();
  file.refusal = row.text();
  file.attempts = row.count();
  file.next_attempt_at = row.instant();
  return file;
}

std::vector<domain::File> read_files(RepositorySession& session, const Select& select, std::initializer_list<Value> values) {
  std::vector<domain::File> files;
  session.select(select, values, [&](Row& row) { files.push_back(read_file(row)); });
  return files;
}

}  // namespace

std::optional<domain::File> SociFileRecords::find(domain::FileId id) {
  auto files = read_files(session_, kFindFile, {to_value(id)});
  return files.empty() ? std::nullopt : std::optional(std::move(files.front()));
}

std::vector<domain::File> SociFileRecords::of_ticket(domain::TicketId ticket) { return read_files(session_, kFilesOfTicket, {to_value(ticket)}); }

std::vector<domain::File> SociFileRecords::unattached(domain::Instant before, std::size_t limit) {
  return read_files(session_, kUnattached, {to_value(before), to_value(limit)});
}

std::unordered_set<std::string> SociFileRecords::known_places(std::span<const std::string> places) {
  std::unordered_set<std::string> known;
  select_by_keys(session_, kPlaces, {}, key_values(places), [&](Row& row) { known.insert(row.text()); });
  return known;
}

std::vector<actions::MessageFile> SociFileRecords::of_messages(std::span<const domain::MessageId> messages) {
  std::vector<actions::MessageFile> files;
  select_by_keys(session_, kOfMessages, {}, key_values(messages), [&](Row& row) { files.push_back(read_message_file(row)); });
  std::sort(files.begin(), files.end(),
            [](const auto& left, const auto& right) { return std::tie(left.message, left.part) < std::tie(right.message, right.part); });
  return files;
}

std::vector<actions::MessageFile> SociFileRecords::wanted(domain::Instant now, std::size_t limit) {
  std::vector<actions::MessageFile> files;
  session_.select(kWanted, {to_value(now), to_value(limit)}, [&](Row& row) { files.push_back(read_message_file(row)); });
  return files;
}

}  // namespace seva::storage
