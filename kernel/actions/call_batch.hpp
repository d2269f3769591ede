#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "actions/ports.hpp"
#include "actions/turn.hpp"

namespace seva::actions {

/// What becomes of the calls of a turn: their updates are merged into sessions, callers are looked up by their number, and whoever gave up is owed a
/// call-back. Built anew for every run of the transaction, as IntakeBatch is; looks up in it and writes nothing.
class CallBatch {
 public:
  CallBatch(Ports& ports, const domain::Instance& instance, Transaction& transaction, domain::Instant now, bool is_replay)
      : ports_(ports), instance_(instance), transaction_(transaction), now_(now), is_replay_(is_replay) {}

  /// `updates` are of one channel and checked; their order does not count. Adds to `counts`.
  void take(const std::string& channel, const std::vector<domain::CallUpdate>& updates, Counts& counts);

  /// Takes over what became of call-backs; other deliveries are passed over.
  void settle(const std::vector<domain::Delivery>& changed);

  /// Adds everything to write. Ends the batch.
  void finish(Changes& changes);

 private:
  struct Held {
    std::optional<domain::CallSession> before;  ///< none: new in this batch
    domain::CallSession now;
  };

  [[nodiscard]] std::vector<domain::CallUpdate> without_archived(const std::string& channel, std::vector<domain::CallUpdate> updates) const;
  void load(const std::string& channel, const std::vector<std::string>& call_ids);
  void look_up_callers(const std::string& channel, const std::vector<Held*>& touched);
  void place(domain::CallSession& call) const;
  void owe(domain::CallSession& call) const;
  void settle_earlier(const std::string& channel, const std::vector<Held*>& touched);
  void settle_one(const domain::Delivery& delivery);
  [[nodiscard]] Held& hold(domain::CallSession call);

  Ports& ports_;
  const domain::Instance& instance_;
  Transaction& transaction_;
  domain::Instant now_;
  bool is_replay_;
  std::map<std::string, Held> held_;  ///< by call id; of one channel
  std::vector<domain::Event> events_;
};

/// An event about a call-back; it belongs to no ticket.
[[nodiscard]] domain::Event call_back_event(Identities& identities, const domain::CallSession& call, domain::Actor actor, domain::Instant now);

}  // namespace seva::actions
