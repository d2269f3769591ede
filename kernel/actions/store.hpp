#pragma once

#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "actions/changes.hpp"
#include "actions/file_records.hpp"
#include "actions/search_records.hpp"
#include "domain/administration.hpp"
#include "domain/host_approval.hpp"
#include "domain/policy.hpp"
#include "domain/preferences.hpp"
#include "domain/proof.hpp"
#include "domain/user.hpp"

namespace seva::actions {

/// The stored version of a ticket is not the one that the change began from. Store::write() runs the work again.
struct Outdated : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A message that is stored already.
struct KnownMessage {
  domain::MessageId id;
  std::string source_id;
  std::uint32_t revision = 1;
  domain::TicketId ticket;
  domain::CitizenId citizen;
  domain::Disposition disposition = domain::Disposition::chatter;
};

/// A ticket that a conversation belongs to.
struct ThreadTicket {
  std::string thread;
  domain::TicketId ticket;
};

enum class TicketOrder : std::uint8_t {
  due = 1,  ///< emergencies first, then by next due time, soonest first; tickets without one last
  newest    ///< by id, newest first
};

/// Where a ticket's clock stands, as a list is grouped.
enum class ClockGroup : std::uint8_t {
  over = 1,  ///< the next deadline is past
  today,     ///< it comes before the instance's day ends
  later,
  stopped,  ///< the citizen was asked
  closed
};

/// Which tickets a list shows. Paged by key: pass the last row's values, not a page number.
struct TicketQuery {
  domain::Scope scope;
  std::vector<domain::Status> statuses;  ///< none: all; so with every list here
  bool only_open = false;                ///< all but closed
  std::string department;
  std::string unit;  ///< this unit and no other; must be within the scope, else nothing is found
  std::vector<std::string> categories;
  std::vector<std::string> channels;
  std::vector<domain::Priority> priorities;
  std::optional<domain::UserId> assignee;  ///< no user: nobody
  bool needs_attention = false;            ///< only such
  bool is_unverified = false;              ///< only what is closed and not verified
  bool is_reopened = false;                ///< only what was reopened once
  std::optional<domain::Instant> opened_from;
  std::optional<domain::Instant> opened_before;
  std::vector<ClockGroup> groups;
  domain::Instant now;      ///< what parts over from today; needed with `groups` and for counts
  domain::Instant day_end;  ///< what parts today from later
  domain::CitizenId citizen;
  TicketOrder order = TicketOrder::due;
  struct After {
    std::int64_t due = 0;  ///< as the row before gave it
    domain::TicketId id;
  };
  std::optional<After> after;
  std::size_t limit = 50;  ///< 1 to 200
};

struct TicketRow {
  domain::Ticket ticket;
  std::int64_t due = 0;  ///< what After takes
};

struct ClockCounts {
  std::int64_t over = 0, today = 0, later = 0, stopped = 0, closed = 0;
  friend bool operator==(const ClockCounts&, const ClockCounts&) = default;
};

struct UnitCount {
  std::string unit;
  domain::Status status = domain::Status::open;
  std::int64_t tickets = 0;
};

/// A ticket that was closed long ago and lies in an archive instead of here.
struct ArchivedTicket {
  domain::TicketId id;
  std::string docket;
  std::string unit;  ///< that held it
  bool is_confidential = false;
  std::string month;    ///< of closing, as 2025-11
  std::string archive;  ///< the file's name
};

/// What citizens and channels left behind: look-ups for intake, all of them by unique key and for a whole batch at once.
class IntakeRecords {
 public:
  virtual ~IntakeRecords() = default;
  /// Those that lie in an archive too: they are known, and belong to no ticket that is here.
  virtual std::vector<KnownMessage> known_messages(const std::string& channel, std::span<const std::string> source_ids) = 0;
  /// Every ticket that a message of the thread belongs to, each once.
  virtual std::vector<ThreadTicket> tickets_of_threads(const std::string& channel, std::span<const std::string> threads) = 0;
  /// The citizens with these author ids on the channel; unknown ones are absent.
  virtual std::unordered_map<std::string, domain::CitizenId> citizens(const std::string& channel, std::span<const std::string> author_ids) = 0;
  /// How the citizen is known on the channel; nullopt where they are not.
  virtual std::optional<domain::Author> author(domain::CitizenId citizen, const std::string& channel) = 0;
};

class TicketRecords {
 public:
  virtual ~TicketRecords() = default;
  virtual std::optional<domain::Ticket> by_docket(const std::string& docket) = 0;
  /// nullopt where it is here or was never.
  virtual std::optional<ArchivedTicket> archived(const std::string& docket) = 0;
  virtual std::vector<domain::Ticket> by_ids(std::span<const domain::TicketId> ids) = 0;
  virtual std::vector<TicketRow> list(const TicketQuery& query) = 0;
  /// In the order of `ids`; unknown ones are absent.
  virtual std::vector<TicketRow> rows(std::span<const domain::TicketId> ids) = 0;
  /// How many the query finds, by clock. What is open is counted from the index of the open ones; closed ones that nothing but their unit chooses
  /// come from the rollup. Order, page and citizen do not count.
  virtual ClockCounts count(const TicketQuery& query) = 0;
  /// Oldest first.
  virtual std::vector<domain::Event> events(domain::TicketId ticket) = 0;
  virtual std::vector<domain::Event> events_of_message(domain::MessageId message) = 0;
  /// Oldest first.
  virtual std::vector<domain::Message> messages(domain::TicketId ticket) = 0;
  virtual std::optional<domain::Message> message(domain::MessageId id) = 0;
  /// Tickets of the department with an id from `first` on.
  virtual std::int64_t opened_since(const std::string& department, domain::TicketId first) = 0;
  /// From the rollup; only pairs that have ever had a ticket. Summed over departments.
  virtual std::vector<UnitCount> counts(const domain::Scope& scope) = 0;
};

/// How a triage desk does.
struct TriageCounts {
  std::int64_t waiting = 0;
  std::int64_t decided = 0;  ///< since an instant
};

class TriageRecords {
 public:
  virtual ~TriageRecords() = default;
  virtual TriageCounts counts(const domain::Scope& scope, domain::Instant since) = 0;
  /// Undecided ones with this question.
  virtual std::int64_t waiting_count(domain::Question question) = 0;
  /// Undecided ones at units of the scope, soonest due first, after (due, id).
  virtual std::vector<domain::TriageItem> open_items(const domain::Scope& scope, std::optional<TicketQuery::After> after, std::size_t limit) = 0;
  /// Undecided ones with this question, by id, from after `after` on.
  virtual std::vector<domain::TriageItem> waiting(domain::Question question, domain::TriageId after, std::size_t limit) = 0;
  virtual std::optional<domain::TriageItem> find(domain::TriageId id) = 0;
  /// The undecided one about the ticket; none where its unit is settled.
  virtual std::optional<domain::TriageItem> open_of_ticket(domain::TicketId ticket) = 0;
  /// The undecided one about the message.
  virtual std::optional<domain::TriageItem> open_of_message(domain::MessageId message) = 0;
};

class DeliveryRecords {
 public:
  virtual ~DeliveryRecords() = default;
  /// Queued or sending ones whose next attempt is due, oldest first.
  virtual std::vector<domain::Delivery> due(domain::Instant now, std::size_t limit) = 0;
  virtual std::optional<domain::Delivery> find(domain::DeliveryId id) = 0;
  virtual std::optional<domain::Delivery> by_sent_id(const std::string& channel, const std::string& sent_id) = 0;
  /// Does the file go with something of the channel that waits to be sent, or is being sent?
  virtual bool carries(const std::string& channel, domain::FileId file) = 0;
  virtual std::vector<domain::Delivery> of_ticket(domain::TicketId ticket) = 0;
};

/// Which calls a list shows, paged by key as TicketQuery is.
struct CallQuery {
  enum class Which : std::uint8_t {
    live = 1,  ///< the caller is there, or the call taker still writes; who began first, first
    owed,      ///< a call-back is owed; who has waited longest, first
    all        ///< newest first
  } which = Which::live;
  domain::Scope scope;
  std::string unit;  ///< this unit and no other; must be within the scope, else nothing is found
  std::optional<TicketQuery::After> after;
  std::size_t limit = 50;  ///< 1 to 200
};

struct CallRow {
  domain::CallSession call;
  std::int64_t due = 0;  ///< what After takes
};

class CallRecords {
 public:
  virtual ~CallRecords() = default;
  virtual std::optional<domain::CallSession> find(domain::CallId id) = 0;
  /// Unknown ones are absent.
  virtual std::vector<domain::CallSession> by_call_ids(const std::string& channel, std::span<const std::string> call_ids) = 0;
  /// Those among them that lie in an archive.
  virtual std::vector<std::string> archived(const std::string& channel, std::span<const std::string> call_ids) = 0;
  /// Those of these callers for which a call-back is owed. The empty number has none.
  virtual std::vector<domain::CallSession> owed_to(const std::string& channel, std::span<const std::string> numbers) = 0;
  /// The newest ones that are not over.
  virtual std::vector<domain::CallSession> live(const std::string& channel, std::size_t limit) = 0;
  virtual std::vector<CallRow> list(const CallQuery& query) = 0;
  /// The caller's latest calls that began since, newest first. `number` as a stored call has it: of a sealed channel it is a pseudonym.
  virtual std::vector<domain::CallSession> of_caller(const std::string& channel, const std::string& number, domain::Instant since,
                                                     std::size_t limit) = 0;
  virtual std::optional<domain::CallDismissal> dismissal(domain::CallId call) = 0;
};

/// Which dead letters a list shows, newest first.
struct DeadLetterQuery {
  std::string plugin;  ///< empty: of all
  bool is_waiting = true;
  domain::DeadLetterId before;  ///< none: from the newest on
  std::size_t limit = 50;
};

class PluginRecords {
 public:
  virtual ~PluginRecords() = default;
  virtual std::vector<PluginState> states(const std::string& plugin) = 0;
  /// Without their bytes and heads.
  virtual std::vector<DeadLetter> dead_letters(const DeadLetterQuery& query) = 0;
  /// Whole. What is sealed is opened above the sealing store; what no key opens has no bytes.
  virtual std::optional<DeadLetter> dead_letter(domain::DeadLetterId id) = 0;
  /// Of the plugin; of all where it is empty.
  virtual std::int64_t waiting_dead_letters(const std::string& plugin) = 0;
};

/// The vault. Beneath the sealing store its entries' bytes are as they were sealed; above it they are opened, and what no key opens is absent.
class SealedRecords {
 public:
  virtual ~SealedRecords() = default;
  virtual std::vector<SealedEntry> entries(domain::SealedKind kind, std::span<const std::int64_t> subjects) = 0;
  /// Oldest first.
  virtual std::vector<domain::SealedRead> reads(domain::TicketId ticket) = 0;
};

struct UserSession {
  domain::Session session;
  domain::User user;
};

/// Users and their sessions. Changes take effect with the transaction.
class PeopleRecords {
 public:
  virtual ~PeopleRecords() = default;
  virtual std::optional<domain::User> user_by_login(const std::string& login) = 0;
  virtual std::optional<domain::User> user(domain::UserId id) = 0;
  /// The empty extension is nobody's.
  virtual std::optional<domain::User> user_by_extension(const std::string& extension) = 0;
  virtual std::vector<domain::User> users() = 0;
  virtual void add(const domain::User& user) = 0;
  /// Replaces all but id, login and created_at.
  virtual void change(const domain::User& user) = 0;
  virtual std::optional<domain::Session> session(const std::string& token_hash) = 0;
  /// The session with its user, by one look: every request asks for it.
  virtual std::optional<UserSession> user_session(const std::string& token_hash) = 0;
  virtual void add(const domain::Session& session) = 0;
  virtual void end_session(const std::string& token_hash) = 0;
  virtual void end_sessions_of(domain::UserId user) = 0;
};

/// What administrators did and set. Changes take effect with the transaction.
class AdministrationRecords {
 public:
  virtual ~AdministrationRecords() = default;
  virtual std::vector<domain::PluginOverride> overrides() = 0;
  /// Replaces what is stored for the plugin.
  virtual void set(const domain::PluginOverride& chosen) = 0;
  virtual std::vector<domain::PluginSecret> secrets() = 0;
  virtual void set(const domain::PluginSecret& secret) = 0;
  /// By plugin and host.
  virtual std::vector<domain::HostApproval> host_approvals() = 0;
  /// One that is not there.
  virtual void add(const domain::HostApproval& approval) = 0;
  virtual void remove_host_approval(const std::string& plugin, const std::string& host) = 0;
  virtual void add(const domain::AdministrationAct& act) = 0;
  /// Newest first.
  virtual std::vector<domain::AdministrationAct> acts(std::size_t limit) = 0;
};

/// How citizens show that a complaint is theirs. Changes take effect with the transaction.
class ProofRecords {
 public:
  virtual ~ProofRecords() = default;
  virtual std::optional<domain::ProofCode> code(domain::TicketId ticket) = 0;
  /// Replaces what is stored for the ticket.
  virtual void set(const domain::ProofCode& code) = 0;
  virtual std::optional<domain::Proof> proof(const std::string& token_hash) = 0;
  /// Forgets what expired before `now`.
  virtual void add(const domain::Proof& proof, domain::Instant now) = 0;
};

/// What each person has for themselves. Changes take effect with the transaction.
class PersonalRecords {
 public:
  virtual ~PersonalRecords() = default;
  /// Nothing chosen where nothing is stored.
  virtual domain::Preferences preferences(domain::UserId user) = 0;
  virtual void set_preferences(domain::UserId user, const domain::Preferences& preferences) = 0;
  /// Those of the tickets that the person has ever seen.
  virtual std::vector<SeenTicket> seen(domain::UserId user, std::span<const domain::TicketId> tickets) = 0;
  virtual void mark_seen(domain::UserId user, domain::TicketId ticket, std::uint32_t version) = 0;
};

/// How much is stored; what `replay` and `--check` compare.
struct StoredCounts {
  std::int64_t messages = 0, opened = 0, appended = 0, triage = 0, chatter = 0, tickets = 0, citizens = 0, events = 0, deliveries = 0,
               dead_letters = 0, calls = 0;
  friend bool operator==(const StoredCounts&, const StoredCounts&) = default;
};

/// One transaction. Valid only within the work that was given it, on that thread.
class Transaction {
 public:
  virtual ~Transaction() = default;
  virtual IntakeRecords& intake() = 0;
  virtual TicketRecords& tickets() = 0;
  virtual TriageRecords& triage() = 0;
  virtual DeliveryRecords& deliveries() = 0;
  virtual CallRecords& calls() = 0;
  virtual PluginRecords& plugins() = 0;
  virtual SealedRecords& sealed() = 0;
  virtual PeopleRecords& people() = 0;
  virtual PersonalRecords& personal() = 0;
  virtual AdministrationRecords& administration() = 0;
  virtual ProofRecords& proofs() = 0;
  virtual DeskRecords& desk() = 0;
  virtual FileRecords& files() = 0;
  virtual SearchRecords& search() = 0;
  virtual StoredCounts stored_counts() = 0;
  /// Writes all of it, and the counts by unit and status with it. Throws Outdated where a ticket or a call was changed by somebody else.
  virtual void write(const Changes& changes) = 0;
};

/// Where facts are kept. Safe to use from any thread; each call takes a connection of its own.
/// Throws std::runtime_error, with a text that holds no bound value, where the database fails beyond what running again can mend.
class Store {
 public:
  virtual ~Store() = default;

  /// Runs `work` in one transaction and commits. The work may be run several times (deadlock, conflict, Outdated, a lost connection
  /// before the commit), so it must not touch anything outside but its own results, and must set those anew each time. What `work` throws rolls back
  /// and is passed on.
  virtual void write(const std::function<void(Transaction&)>& work) = 0;

  /// Runs `work` on one consistent snapshot; write() of the Transaction is not to be called.
  virtual void read(const std::function<void(Transaction&)>& work) = 0;

  /// The highest id of any table, so that a new IdSequence goes on from there.
  virtual std::int64_t highest_id() = 0;
};

}  // namespace seva::actions
