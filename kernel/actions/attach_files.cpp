#include "actions/attach_files.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

#include "actions/archived.hpp"
#include "actions/keep_file.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/open_sealed.hpp"
#include "actions/read_tickets.hpp"

namespace seva::actions {
namespace {

using domain::File;
using domain::Permission;
using domain::Principal;
using domain::Result;
using domain::Ticket;

constexpr std::size_t kMostWaiting = 20;  ///< files of one person at one ticket that belong to nothing
constexpr std::size_t kMostAttached = 10;

/// The ticket, for whoever may put files to it; a problem for whoever sees it and may not.
Result<Ticket> ticket_to_work(Ports& ports, Transaction& transaction, const Principal& who, const std::string& typed) {
  const auto instance = ports.settings.current();
  auto ticket = readable_ticket(transaction, who, *instance, typed);
  if (!ticket) return ticket.error();
  const auto may_note = check_permission(who, *ticket, Permission::note, *instance);
  if (!may_note && !check_permission(who, *ticket, Permission::reply, *instance)) return may_note.error();
  return std::move(*ticket);
}

Result<void> check_room(Transaction& transaction, const Ticket& ticket, const Principal& who) {
  const auto files = transaction.files().of_ticket(ticket.id);
  const auto waiting = std::count_if(files.begin(), files.end(), [&](const File& file) { return !file.event && file.uploader == who.user; });
  if (static_cast<std::size_t>(waiting) < kMostWaiting) return {};
  return domain::conflict("too_many_files", "Twenty of your files wait at this ticket already.", "Attach them to a note, or remove some.");
}

/// Takes the bytes away again unless the row was written.
class Kept {
 public:
  Kept(FileBytes& bytes, std::string place) : bytes_(bytes), place_(std::move(place)) {}
  ~Kept() {
    if (!place_.empty()) bytes_.remove(place_);
  }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  void hold() { place_.clear(); }

 private:
  FileBytes& bytes_;
  std::string place_;
};

/// May the person see the file, of a ticket that they read?
bool is_for(Transaction& transaction, const Principal& who, const File& file, const domain::UnitTree& units) {
  if (!file.event) return file.uploader == who.user;
  auto events = transaction.tickets().events(file.ticket);
  keep_own_notes(events, who, units);
  return std::any_of(events.begin(), events.end(), [&](const domain::Event& event) { return event.id == file.event; });
}

Result<File> file_to_read(Ports& ports, Transaction& transaction, const Principal& who, const std::string& typed, domain::FileId id) {
  const auto instance = ports.settings.current();
  const auto ticket = readable_ticket(transaction, who, *instance, typed);
  if (!ticket) return ticket.error();
  if (ticket->is_sealed && !may_read_sealed(who, ticket->unit, *instance)) return sealed_from_you();
  auto file = transaction.files().find(id);
  if (!file || file->ticket != ticket->id || !is_for(transaction, who, *file, instance->units)) return domain::not_found();
  return std::move(*file);
}

std::unique_ptr<std::istream> open_bytes(FilePorts& ports, const File& file) {
  auto bytes = ports.bytes.open(file.place);
  if (!bytes || file.key_id.empty()) return bytes;
  std::ostringstream sealed;
  sealed << bytes->rdbuf();
  auto opened = ports.vault.open({file.key_id, sealed.str()}, place_of_bytes(file));
  return opened ? std::make_unique<std::istringstream>(std::move(*opened)) : nullptr;
}

}  // namespace

Result<File> upload_file(Ports& ports, FilePorts& files, const Principal& who, const std::string& docket, const std::string& name,
                         std::string_view bytes) {
  const auto instance = ports.settings.current();
  std::optional<Result<Ticket>> ticket;
  std::optional<Result<void>> room;
  ports.store.read([&](Transaction& transaction) {
    ticket.emplace(ticket_to_work(ports, transaction, who, docket));
    if (*ticket) room.emplace(check_room(transaction, **ticket, who));
  });
  if (!*ticket) return ticket->error();
  if (!*room) return room->error();
  const auto kind = kind_of(files.kinds, bytes, *instance);
  if (!kind) return kind.error();

  File file;
  file.id = ports.identities.next<domain::FileId>();
  file.ticket = (*ticket)->id;
  file.uploader = who.user;
  file.name = domain::shown_name(name, **kind);
  file.type = (*kind)->type;
  file.is_sealed = (*ticket)->is_sealed;
  file.created_at = ports.clock.now();
  if (const auto is_kept = keep_bytes(files, file, bytes); !is_kept) return is_kept.error();
  Kept kept(files.bytes, file.place);

  std::optional<Result<File>> result;
  ports.store.write([&](Transaction& transaction) {
    result.emplace([&]() -> Result<File> {
      const auto now = ticket_to_work(ports, transaction, who, docket);
      if (!now) return now.error();
      if (const auto space = check_room(transaction, *now, who); !space) return space.error();
      Changes changes;
      changes.files.push_back(file);
      transaction.write(changes);
      return file;
    }());
  });
  if (*result) kept.hold();
  return std::move(*result);
}

Result<OpenedFile> read_file(Ports& ports, FilePorts& files, const Principal& who, const std::string& docket, domain::FileId id) {
  std::optional<Result<File>> file;
  ports.store.read([&](Transaction& transaction) { file.emplace(file_to_read(ports, transaction, who, docket, id)); });
  if (*file && (*file)->is_sealed)
    ports.store.write([&](Transaction& transaction) {
      file.emplace(file_to_read(ports, transaction, who, docket, id));
      if (!*file) return;
      Changes changes;
      changes.sealed_reads.push_back(look_of(ports, who, domain::SealedLook::file, (*file)->ticket));
      transaction.write(changes);
      open(transaction, std::span(&**file, 1));
    });
  if (!*file) return file->error();
  auto bytes = open_bytes(files, **file);
  if (!bytes)
    return domain::Problem{domain::ProblemKind::unavailable,
                           "file_unreadable",
                           "The file is not where it was kept, or no key at hand opens it.",
                           {},
                           "Tell the administrator: the folder of files must be restored with the database."};
  return OpenedFile{std::move(**file), std::move(bytes)};
}

Result<void> remove_file(Ports& ports, FilePorts& files, const Principal& who, const std::string& docket, domain::FileId id) {
  std::optional<Result<std::string>> place;
  ports.store.write([&](Transaction& transaction) {
    place.emplace([&]() -> Result<std::string> {
      const auto file = file_to_read(ports, transaction, who, docket, id);
      if (!file) return file.error();
      if (file->event) return domain::conflict("file_attached", "The file is part of a note or a reply.", "What was said stays as it was said.");
      Changes changes;
      changes.removed_files.push_back(id);
      transaction.write(changes);
      return file->place;
    }());
  });
  if (!*place) return place->error();
  files.bytes.remove(**place);
  return {};
}

Result<void> attach_files(Ports& ports, Work& at_hand, domain::Event& event, std::span<const domain::FileId> ids) {
  if (ids.empty()) return {};
  if (ids.size() > kMostAttached) return domain::invalid("too_many_files", "There are more than ten files.", "attachments", "Write a second note.");
  event.id = ports.identities.next<domain::EventId>();
  std::string names;
  for (const domain::FileId id : ids) {
    const auto file = at_hand.transaction.files().find(id);
    const bool is_twice = std::count(ids.begin(), ids.end(), id) > 1;
    const bool is_theirs = file && file->ticket == at_hand.ticket.id && !file->event && std::to_string(file->uploader.value) == at_hand.actor.id;
    if (!is_theirs || is_twice)
      return domain::invalid("file_unknown", "One of the files is none that you uploaded here and that waits.", "attachments", "Upload it again.");
    at_hand.changes.attached_files.push_back({id, event.id});
    names += (names.empty() ? "" : ",") + std::to_string(id.value);
  }
  event.set(domain::detail_name::kFiles, names);
  return {};
}

}  // namespace seva::actions
