#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/event.hpp"
#include "domain/message.hpp"
#include "domain/ticket.hpp"

namespace seva::actions {

using ViewId = domain::Id<struct ViewTag>;
using ReadyReplyId = domain::Id<struct ReadyReplyTag>;

/// A list that somebody saved, for themselves or for everybody of a unit.
struct SavedView {
  ViewId id;
  domain::UserId owner;
  std::string unit;    ///< for whom besides the owner; empty: nobody
  std::string name;    ///< as typed
  std::string filter;  ///< JSON, as the API writes a TicketFilter
  bool is_newest_first = false;
  bool is_pinned = false;
  domain::Instant created_at;

  friend bool operator==(const SavedView&, const SavedView&) = default;
};

/// A reply that a unit keeps ready. With `follows` it is a macro.
struct ReadyReply {
  ReadyReplyId id;
  std::string unit;  ///< whose it is
  std::string category;
  std::string title_en, title_hi, text_en, text_hi;
  bool is_private = false;
  std::string follows;  ///< JSON, as the API writes a StatusChange; empty: nothing follows
  domain::Instant created_at;

  friend bool operator==(const ReadyReply&, const ReadyReply&) = default;
};

/// That something was done under a key, so that the same request does it once. The answer is written afterwards: without one (status 0) the program
/// ended between the two.
struct Claim {
  domain::UserId user;
  std::string key;
  std::string request;  ///< a digest
  domain::Instant at;
  int status = 0;
  std::string answer;

  friend bool operator==(const Claim&, const Claim&) = default;
};

/// How a citizen is known on one channel.
struct KnownAuthor {
  domain::CitizenId citizen;
  std::string channel;
  domain::Author author;
};

struct KnownPerson {
  std::string login;
  std::string name;
};

/// Up to which version a person has seen a ticket.
struct SeenTicket {
  domain::TicketId ticket;
  std::uint32_t version = 0;
};

/// What is shown with tickets: whom they are given to, whose they are, what became of them, and what of them the reader has seen.
struct CardQuery {
  domain::UserId reader;
  std::vector<domain::UserId> assignees;
  std::vector<domain::CitizenId> citizens;
  std::vector<domain::TicketId> tickets;
};

struct CardParts {
  std::unordered_map<domain::UserId, KnownPerson> people;
  std::vector<KnownAuthor> authors;
  std::vector<domain::Event> turning_points;  ///< as DeskRecords::turning_points() gives them
  std::vector<SeenTicket> seen;
};

/// What a desk shows around tickets, for a whole page at once, and what it keeps. Everything is found by an index.
class DeskRecords {
 public:
  virtual ~DeskRecords() = default;
  virtual std::unordered_map<domain::UserId, KnownPerson> people(std::span<const domain::UserId> users) = 0;
  /// All of it by one look: every list and every answer to a write shows it.
  virtual CardParts card_parts(const CardQuery& query) = 0;
  /// Of these tickets the events that settle facts, clocks and what is joined: opened, information_received, status_changed, reopened, corrected,
  /// unmerged, merged and taken_back. Oldest first within a ticket.
  virtual std::vector<domain::Event> turning_points(std::span<const domain::TicketId> tickets) = 0;
  /// At most `limit`, in their order. `start` is as dockets are written.
  virtual std::vector<domain::TicketId> dockets_beginning(const std::string& start, std::size_t limit) = 0;
  /// How many open tickets each of them has; nobody with none is named.
  virtual std::unordered_map<domain::UserId, std::int64_t> workloads(std::span<const domain::UserId> users) = 0;

  /// The owner's, then those of the units, each by age.
  virtual std::vector<SavedView> views(domain::UserId owner, std::span<const std::string> units) = 0;
  virtual std::optional<SavedView> view(ViewId id) = 0;
  virtual std::vector<ReadyReply> ready_replies(std::span<const std::string> units) = 0;
  virtual std::optional<ReadyReply> ready_reply(ReadyReplyId id) = 0;

  virtual std::optional<Claim> claim(domain::UserId user, const std::string& key) = 0;
  /// Writes the answer of a claim that has none.
  virtual void answer(const Claim& claim) = 0;
  virtual void forget_claims(domain::Instant before) = 0;
};

}  // namespace seva::actions
