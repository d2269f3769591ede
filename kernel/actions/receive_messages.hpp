#pragma once

#include <functional>
#include <utility>

#include "actions/ports.hpp"
#include "actions/turn.hpp"

namespace seva::actions {

/// The one way in. Takes what a channel read and makes it durable: normalised to NFC, checked, freed of what is stored already, joined to its
/// conversation and its citizen, assessed by the departments, decided, and written in one transaction together with calls, the channel's own state
/// and receipts.
///
/// A message that breaks a rule becomes a dead letter; its neighbours go through. The same turn may be committed any number of times:
/// what is stored is counted as duplicate.
/// Thread-safe; turns of one channel are to be committed in their order.
class ReceiveMessages {
 public:
  explicit ReceiveMessages(Ports& ports) : ports_(ports) {}

  /// Returns after the commit. Throws where the store fails; then nothing of the turn is stored.
  Counts commit(Turn turn) { return begin(std::move(turn))(); }

  /// Does what needs no transaction: checks the messages, and asks the departments, under the settings of now. What it answers commits the turn as
  /// commit() does; it may be called from any thread, and lives no longer than this object.
  [[nodiscard]] std::function<Counts()> begin(Turn turn);

 private:
  struct Begun;

  [[nodiscard]] Counts commit(const Begun& begun);

  Ports& ports_;
};

}  // namespace seva::actions
