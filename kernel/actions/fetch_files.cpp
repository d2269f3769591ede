#include "actions/fetch_files.hpp"

#include <algorithm>
#include <array>

#include "actions/keep_file.hpp"
#include "actions/open_sealed.hpp"

namespace seva::actions {
namespace {

using domain::File;
using std::chrono::minutes;

constexpr std::size_t kFilesTogether = 8;  ///< each may hold some megabytes while it is fetched
constexpr std::size_t kMostParts = 10;
constexpr std::array kWaits{minutes{1}, minutes{5}, minutes{20}, minutes{60}, minutes{240}, minutes{240}};

/// As it is stored now; nullopt: it does not wait any more.
std::optional<MessageFile> waiting(Transaction& transaction, const MessageFile& known) {
  for (MessageFile& stored : transaction.files().of_messages({&known.message, 1}))
    if (stored.part == known.part && stored.is_waiting()) return std::move(stored);
  return std::nullopt;
}

void write(Transaction& transaction, MessageFile file) {
  Changes changes;
  changes.message_files.push_back(std::move(file));
  transaction.write(changes);
}

/// By which the message came to its ticket; none where that was taken back.
domain::EventId arrival_of(Transaction& transaction, domain::MessageId message, domain::TicketId ticket) {
  for (const domain::Event& event : transaction.tickets().events_of_message(message))
    if (event.ticket == ticket) return event.id;
  return {};
}

}  // namespace

void want_files(Changes& changes, const domain::Message& message, domain::Instant now) {
  if (message.is_replayed || message.is_from_us) return;
  for (std::size_t part = 0; part < message.attachments.size(); ++part) {
    MessageFile wanted;
    wanted.message = message.id;
    wanted.part = static_cast<std::uint32_t>(part);
    wanted.next_attempt_at = now;
    if (message.attachments[part].url.empty()) wanted.refusal = "no_address";
    if (part >= kMostParts) wanted.refusal = "too_many_files";
    changes.message_files.push_back(std::move(wanted));
  }
}

std::size_t FetchFiles::run() {
  const domain::Instant now = ports_.clock.now();
  std::vector<MessageFile> due;
  ports_.store.read([&](Transaction& transaction) { due = transaction.files().wanted(now, kFilesTogether); });
  std::vector<Errand> errands;
  std::vector<FileSource> sources;
  for (const MessageFile& wanted : due)
    if (auto errand = begin(wanted, now)) {
      sources.push_back(errand->source);
      errands.push_back(std::move(*errand));
    }
  if (errands.empty()) return due.size();
  auto fetched = fetcher_.fetch(sources);
  for (std::size_t place = 0; place < errands.size(); ++place) finish(errands[place], fetched[place]);
  return due.size();
}

/// Records that an attempt is about to be made, or that there will be none.
std::optional<FetchFiles::Errand> FetchFiles::begin(const MessageFile& due, domain::Instant now) {
  std::optional<Errand> errand;
  ports_.store.write([&](Transaction& transaction) {
    errand.reset();
    auto wanted = waiting(transaction, due);
    if (!wanted || wanted->next_attempt_at > now) return;
    const auto settle = [&](const char* reason) {
      wanted->refusal = reason;
      write(transaction, std::move(*wanted));
    };
    auto message = transaction.tickets().message(wanted->message);
    if (!message || !message->ticket) return settle("no_ticket");
    open_texts(transaction, std::span(&*message, 1));
    const auto tickets = transaction.tickets().by_ids({&message->ticket, 1});
    if (tickets.empty() || wanted->part >= message->attachments.size()) return settle("no_ticket");
    if (wanted->attempts >= kWaits.size()) return settle("unreachable");
    wanted->next_attempt_at = now + kWaits[wanted->attempts];
    ++wanted->attempts;
    write(transaction, *wanted);
    const domain::Attachment& attachment = message->attachments[wanted->part];
    errand = Errand{std::move(*wanted), {message->channel, attachment.url}, attachment.type, message->ticket, tickets.front().is_sealed};
  });
  return errand;
}

void FetchFiles::finish(Errand& errand, FetchedBytes& fetched) {
  if (fetched.refusal.empty()) return keep(errand, fetched.bytes);
  if (fetched.is_final || errand.wanted.attempts >= kWaits.size()) refuse(errand.wanted, std::move(fetched.refusal));
}

void FetchFiles::keep(Errand& errand, std::string_view bytes) {
  const auto kind = kind_of(files_.kinds, bytes, *ports_.settings.current());
  if (!kind) return refuse(errand.wanted, kind.error().code);
  File file;
  file.id = ports_.identities.next<domain::FileId>();
  file.ticket = errand.ticket;
  file.name = domain::shown_name((errand.word.empty() ? "file" : errand.word) + "-" + std::to_string(errand.wanted.part + 1), **kind);
  file.type = (*kind)->type;
  file.is_sealed = errand.is_sealed;
  file.created_at = ports_.clock.now();
  if (!keep_bytes(files_, file, bytes)) return;  // The disk may have room at the next attempt.
  bool is_stored = false;
  ports_.store.write([&](Transaction& transaction) {
    is_stored = false;
    auto wanted = waiting(transaction, errand.wanted);
    if (!wanted) return;
    file.event = arrival_of(transaction, wanted->message, errand.ticket);
    if (!file.event) {
      wanted->refusal = "no_ticket";
      return write(transaction, std::move(*wanted));
    }
    wanted->file = file.id;
    Changes changes;
    changes.files.push_back(file);
    changes.message_files.push_back(std::move(*wanted));
    transaction.write(changes);
    is_stored = true;
  });
  if (!is_stored) files_.bytes.remove(file.place);
}

void FetchFiles::refuse(const MessageFile& refused, std::string reason) {
  ports_.store.write([&](Transaction& transaction) {
    auto wanted = waiting(transaction, refused);
    if (!wanted) return;
    wanted->refusal = reason;
    write(transaction, std::move(*wanted));
  });
}

}  // namespace seva::actions
