#pragma once

#include <string>
#include <vector>

#include "actions/desk_records.hpp"
#include "actions/file_records.hpp"
#include "domain/call.hpp"
#include "domain/delivery.hpp"
#include "domain/event.hpp"
#include "domain/message.hpp"
#include "domain/sealed.hpp"
#include "domain/ticket.hpp"
#include "domain/triage.hpp"

namespace seva::actions {

/// Somebody new on a channel.
struct NewCitizen {
  domain::CitizenId id;
  std::string channel;
  domain::Author author;
  domain::Instant at;
};

/// A ticket before and after what happened; the store moves the counts by unit and status from the one to the other, and refuses
/// the write where the stored version is not `before.version`.
struct TicketChange {
  domain::Ticket before;
  domain::Ticket after;
};

enum class DeadLetterState : std::uint8_t {
  waiting = 1,
  accepted,     ///< handed again, and taken
  dismissed,    ///< nothing is to be done with it
  failed_again  ///< handed again in vain; it still waits
};

[[nodiscard]] std::string_view name_of(DeadLetterState state);

/// Foreign bytes that could not be read, set aside where they can be looked at. Stored once by (plugin, digest).
struct DeadLetter {
  domain::DeadLetterId id;
  std::string plugin;
  std::string digest;      ///< hex SHA-256 of all the bytes
  std::string origin;      ///< where it came from: webhook, stream, or file and line
  std::string reason;      ///< a code of the plugin's manifest or of the kernel
  std::string bytes;       ///< the first MiB
  std::uint64_t size = 0;  ///< of all the bytes
  domain::Instant at;
  bool is_event = false;   ///< the plugin failed on it; otherwise it said that it cannot read it
  std::string event = {};  ///< webhook or stream_data: how it came; empty: it is handed again as a line of a replayed file
  std::string tag = {};    ///< of stream_data
  std::string head = {};   ///< of a webhook: the request without its body, as JSON
  DeadLetterState state = DeadLetterState::waiting;
  std::uint32_t attempts = 1;  ///< hand-overs
  std::optional<domain::Instant> settled_at = {};
};

/// Something that a plugin keeps across restarts.
struct PluginState {
  std::string plugin;
  std::string key;
  std::string value;
  bool is_secret = false;
};

/// A new state of a message that is stored already: a person promoted or dismissed it.
struct MessageChange {
  domain::MessageId id;
  domain::Disposition disposition;
  domain::TicketId ticket;
};

/// A call before and after what happened; the store refuses the write where the stored version is not `before_version`.
struct CallChange {
  domain::CallSession after;
  std::uint32_t before_version = 0;
};

/// What is kept apart and encrypted. Made by the sealing store from the other changes; see sealing_store.hpp.
struct SealedEntry {
  domain::SealedKind kind = domain::SealedKind::message;
  std::int64_t subject = 0;  ///< the id of what it belongs to
  std::string key_id;        ///< of the key that it is sealed with
  std::string bytes;         ///< base64; above the sealing store they are opened
};

/// What is kept of a delivery's text from now on.
struct KeptText {
  domain::DeliveryId delivery;
  std::string text;
};

/// All that one transaction writes. The order within each list is kept.
struct Changes {
  std::vector<NewCitizen> citizens;
  std::vector<domain::Message> messages;
  std::vector<MessageChange> message_changes;
  std::vector<domain::Ticket> tickets;
  std::vector<TicketChange> ticket_changes;
  std::vector<domain::Event> events;
  std::vector<domain::TriageItem> triage;
  std::vector<domain::TriageItem> triage_changes;  ///< by id; decided_at, decision, ticket. Without decided_at: it waits again
  std::vector<domain::Delivery> deliveries;
  std::vector<domain::Delivery> delivery_changes;  ///< by id; state, attempts, next_attempt_at, sent_id, reason
  std::vector<KeptText> kept_texts;
  std::vector<domain::CallSession> calls;
  std::vector<CallChange> call_changes;
  std::vector<domain::CallDismissal> call_dismissals;  ///< each replaces what is stored for the call
  std::vector<DeadLetter> dead_letters;
  std::vector<DeadLetter> dead_letter_changes;  ///< by id; state, attempts, settled_at
  std::vector<PluginState> plugin_states;
  std::vector<SealedEntry> sealed;  ///< each replaces what is stored for the same kind and subject
  std::vector<domain::SealedRead> sealed_reads;
  std::vector<SavedView> views;  ///< each is added, or replaces the one of its id
  std::vector<ViewId> removed_views;
  std::vector<ReadyReply> ready_replies;  ///< each is added, or replaces the one of its id
  std::vector<ReadyReplyId> removed_ready_replies;
  std::vector<domain::File> files;
  std::vector<FileAttached> attached_files;
  std::vector<domain::FileId> removed_files;  ///< refused as in FileAttached
  std::vector<MessageFile> message_files;     ///< each is added, or replaces the one of its message and part
  std::vector<Claim> claims;                  ///< unique by user and key
};

}  // namespace seva::actions
