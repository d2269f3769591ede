#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "actions/choose_department.hpp"
#include "actions/turn.hpp"

namespace seva::actions {

/// Decides message by message what becomes of a batch, as if each had come alone: a later message sees what the earlier ones did.
/// Built anew for every run of the transaction; looks up in it, and writes nothing: the result is `changes`.
class IntakeBatch {
 public:
  IntakeBatch(Ports& ports, const domain::Instance& instance, Transaction& transaction, domain::Instant now, bool is_replay)
      : ports_(ports), instance_(instance), transaction_(transaction), now_(now), is_replay_(is_replay) {}

  /// `messages` are of one channel, checked, in order. Adds to `counts`.
  void take(const std::string& channel, const std::vector<domain::Message>& messages, const Opinions& opinions, Counts& counts);

  /// A stored message that waited for its department, with what the departments think now. False: it has to wait on.
  bool take_again(const domain::TriageItem& item, domain::Message message, const Opinions& opinions, std::size_t place);

  /// The receipts of deliveries; what was sent is stored as a message of ours, so that an answer to it finds its ticket.
  void settle(const std::string& channel, const std::vector<Receipt>& receipts);

  /// Everything to write. Ends the batch.
  [[nodiscard]] Changes finish();

 private:
  void look_up(const std::string& channel, const std::vector<domain::Message>& messages);
  void take_one(domain::Message message, const Opinions& opinions, std::size_t place, Counts& counts);
  void decide(domain::Message& message, const Opinions& opinions, std::size_t place, const Choice& choice);
  bool join_ticket(domain::Message& message, const Opinions& opinions, std::size_t place);
  domain::Ticket* ticket_of_conversation(const domain::Message& message);
  domain::Ticket* ticket_named_in(const domain::Message& message);
  void settle_own_post(const domain::Message& message, const domain::Ticket& ticket);
  void open(domain::Message& message, const Opinions& opinions, std::size_t place, const Choice& choice);
  void ask(domain::Message& message, const Choice& choice, domain::Question question);
  void append(domain::Message& message, domain::Ticket& ticket, bool is_from_citizen);
  void supersede_earlier(const domain::Message& message);
  void store(domain::Message message, Counts& counts);
  domain::CitizenId citizen_of(const domain::Message& message);
  /// The ticket, or the one that it was merged into.
  domain::Ticket* ticket(domain::TicketId id);
  /// The ticket, or the one that leads where it is part of another.
  domain::Ticket* leading(domain::TicketId id);
  domain::Ticket* leading(domain::Ticket& merged);
  void happen(domain::Ticket& ticket, domain::Event event);
  void settle_one(const std::string& channel, const Receipt& receipt);
  void remember_sent(domain::Delivery delivery);

  Ports& ports_;
  const domain::Instance& instance_;
  Transaction& transaction_;
  domain::Instant now_;
  bool is_replay_;

  struct HeldTicket {
    std::optional<domain::Ticket> before;  ///< none: opened in this batch
    domain::Ticket now;
  };
  std::map<domain::TicketId, HeldTicket> tickets_;
  std::unordered_map<std::string, std::vector<KnownMessage>> known_;  ///< by source id
  std::unordered_map<std::string, std::vector<domain::TicketId>> threads_;
  std::unordered_map<std::string, domain::CitizenId> citizens_;  ///< by author id
  Changes changes_;
};

}  // namespace seva::actions
