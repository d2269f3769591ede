#pragma once

#include <set>
#include <string>

#include "actions/store.hpp"
#include "actions/vault.hpp"

namespace seva::actions {

/// Makes of what is to be written what may be written: everything that belongs to a sealed channel or a sealed ticket loses its words and its people,
/// which become entries of the vault; ids become pseudonyms. For one transaction.
class ChangeSealer {
 public:
  /// `channels`: those whose intake is sealed.
  ChangeSealer(Vault& vault, const std::set<std::string, std::less<>>& channels, Transaction& transaction)
      : vault_(vault), channels_(channels), transaction_(transaction) {}

  /// False: nothing of it is sealed, and it may be written as it is.
  [[nodiscard]] bool concerns(const Changes& changes) const;

  [[nodiscard]] Changes sealed(Changes changes);

 private:
  [[nodiscard]] bool is_sealed(const domain::Message& message) const;
  [[nodiscard]] bool is_sealed(const Changes& changes, const domain::Event& event);
  [[nodiscard]] bool is_sealed(const Changes& changes, const domain::TriageItem& item);
  void hide_people(Changes& changes);
  void hide_messages(Changes& changes);
  void hide_tickets(Changes& changes);
  void hide_events(Changes& changes);
  void hide_triage(Changes& changes);
  void hide_deliveries(Changes& changes);
  void hide_calls(Changes& changes);
  void hide_dead_letters(Changes& changes);
  void hide_states(Changes& changes);
  void hide_files(Changes& changes);
  void keep(Changes& changes, domain::SealedKind kind, std::int64_t subject, const std::string& parts);

  Vault& vault_;
  const std::set<std::string, std::less<>>& channels_;
  Transaction& transaction_;
};

/// What an id of a sealed channel is in the store. Empty stays empty, and a pseudonym stays what it is.
[[nodiscard]] std::string pseudonym_of_author(Vault& vault, const std::string& channel, const std::string& id);
[[nodiscard]] std::string pseudonym_of_thread(Vault& vault, const std::string& channel, const std::string& id);
/// Of messages received and sent.
[[nodiscard]] std::string pseudonym_of_message(Vault& vault, const std::string& channel, const std::string& id);

/// Where an entry belongs, for Vault::seal and open.
[[nodiscard]] std::string place_of(domain::SealedKind kind, std::int64_t subject);

/// What a plugin keeps, sealed into one text, and opened again. A value that was never sealed is opened as it is; nullopt: no key opens it.
[[nodiscard]] std::string sealed_value(Vault& vault, const PluginState& state);
[[nodiscard]] std::optional<std::string> opened_value(Vault& vault, const PluginState& state);

/// The vault's subject of a dead letter's bytes, from its stored digest: the same letter has the same.
[[nodiscard]] std::int64_t subject_of_dead_letter(const DeadLetter& letter);

/// Puts back what was sealed of a dead letter. `sealed` opens its entries; what no key opens stays away.
void open_dead_letter(DeadLetter& letter, SealedRecords& sealed);

}  // namespace seva::actions
