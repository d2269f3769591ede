#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "actions/ticket_filter.hpp"
#include "actions/work_ticket.hpp"

namespace seva::actions {

/// One act for many tickets.
struct BulkAct {
  enum class Kind : std::uint8_t { assign = 1, forward, status, note, correct, verify } kind = Kind::assign;
  std::string login;
  std::string unit;
  domain::StatusChange status;
  domain::Correction correction;
  std::string text;
  std::string reason;
};

struct BulkRow {
  std::string docket;
  std::uint32_t version = 0;  ///< after the act; before it where nothing was done
  std::optional<domain::Problem> problem;
};

struct BulkOutcome {
  std::vector<BulkRow> rows;
  std::string selection;  ///< of a rehearsal: what to send so that exactly these are done
  std::string undo;       ///< empty: there is nothing to take back
  domain::Instant undo_until;
};

inline constexpr std::size_t kMostInBulk = 2'000;
inline constexpr std::chrono::minutes kSelectionLife{10};
inline constexpr std::chrono::seconds kUndoLife{60};

/// Does one act to many tickets, each in a transaction of its own, and takes it back. What was selected and what can be taken back is kept here, in
/// memory, for a while and a bounded number of times: after a restart one previews again, and what was done stays. Safe to use from any thread.
class BulkWork {
 public:
  /// Says what would happen to each, without doing it. Unreadable dockets are as unknown ones.
  [[nodiscard]] domain::Result<BulkOutcome> rehearse(Ports& ports, const domain::Principal& who, const std::vector<std::string>& dockets,
                                                     const BulkAct& act);
  [[nodiscard]] domain::Result<BulkOutcome> rehearse(Ports& ports, const domain::Principal& who, const TicketFilter& filter, const BulkAct& act);

  /// Does it, to the tickets as they are now; or to those of the selection in the versions that were seen then.
  [[nodiscard]] domain::Result<BulkOutcome> perform(Ports& ports, const domain::Principal& who, const std::vector<std::string>& dockets,
                                                    const BulkAct& act);
  [[nodiscard]] domain::Result<BulkOutcome> perform(Ports& ports, const domain::Principal& who, const TicketFilter& filter, const BulkAct& act);
  [[nodiscard]] domain::Result<BulkOutcome> perform_selection(Ports& ports, const domain::Principal& who, const std::string& selection,
                                                              const BulkAct& act);

  /// Once, by the person who acted, by new events. What happened to a ticket since stays.
  [[nodiscard]] domain::Result<BulkOutcome> take_back(Ports& ports, const domain::Principal& who, const std::string& token);

 private:
  struct Selection {
    std::string token;
    domain::UserId user;
    domain::Instant until;
    std::vector<TicketReference> tickets;
  };
  struct Done {
    domain::Ticket before;
    std::uint32_t version = 0;  ///< after the act
  };
  struct Undo {
    std::string token;
    domain::UserId user;
    domain::Instant until;
    std::vector<Done> done;
  };

  domain::Result<BulkOutcome> rehearse(Ports& ports, const domain::Principal& who, const std::vector<domain::Ticket>& tickets,
                                       std::vector<BulkRow> rows, const BulkAct& act);
  domain::Result<BulkOutcome> perform(Ports& ports, const domain::Principal& who, const std::vector<TicketReference>& tickets, const BulkAct& act);

  std::mutex mutex_;
  std::deque<Selection> selections_;
  std::deque<Undo> undos_;
};

}  // namespace seva::actions
