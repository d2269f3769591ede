#pragma once

#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// A ticket with all that its page shows. Events oldest first.
struct TicketFile {
  domain::Ticket ticket;
  std::vector<domain::Event> events;
  std::vector<domain::Message> messages;
  std::vector<domain::Delivery> deliveries;
  domain::Author citizen;                ///< as the ticket's channel knows them; nobody where the ticket is sealed
  bool is_closed_to = false;             ///< it is sealed, and the person sees no more than that it is there
  std::vector<domain::File> files = {};  ///< those that belong to one of the events
  std::vector<MessageFile> message_files = {};
};

/// An office's notes stay with those who may read tickets of the unit that held this one when they were written: after a transfer they are not the
/// receiving unit's. Leaves out the others; `events` are all of the ticket's, oldest first.
void keep_own_notes(std::vector<domain::Event>& events, const domain::Principal& who, const domain::UnitTree& units);

/// not_found where it does not exist or the person may not read it, `archived` where it lies in an archive. A sealed ticket is opened for those who
/// may read it, and their look is written down; others get it as it is stored, without words and people. Office notes are there for those alone who
/// may read tickets of the unit that held this one when the note was written.
[[nodiscard]] domain::Result<TicketFile> show_ticket(Ports& ports, const domain::Principal& who, const std::string& docket);

/// The scope of the query is set here from the person's roles; whatever the caller put there is overwritten.
[[nodiscard]] std::vector<TicketRow> list_tickets(Ports& ports, const domain::Principal& who, TicketQuery query);

/// Tickets by unit and status within what the person may see.
[[nodiscard]] std::vector<UnitCount> count_tickets(Ports& ports, const domain::Principal& who);

/// One stage of a ticket's way as the public may know it.
struct TrackingStage {
  enum class Kind : std::uint8_t { received = 1, assigned, asked, answered, in_process, closed, reopened, verified } kind = Kind::received;
  domain::Instant at;
  std::string unit;  ///< for assigned
};

/// What a docket alone shows: stage, dates and unit; never text or author.
struct Tracking {
  std::string docket;
  domain::Status status = domain::Status::open;
  std::string unit;
  domain::Instant opened_at;
  std::optional<domain::Instant> due;  ///< resolution; none while the clock stands or when closed
  std::vector<TrackingStage> stages;   ///< oldest first
  std::string merged_into;             ///< the docket that leads where this one was joined to another; empty otherwise, and where that one is sealed
  bool is_reopened = false;
  bool is_verified = false;
};

/// For anybody who knows the docket, as typed. A confidential ticket is not found: it is on no public page. `archived` where it lies in an archive:
/// `where` is its month of closing.
[[nodiscard]] domain::Result<Tracking> track_docket(Ports& ports, const std::string& typed);

}  // namespace seva::actions
