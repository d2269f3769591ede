#pragma once

#include "actions/ports.hpp"
#include "actions/vault.hpp"

namespace seva::actions {

/// A store before a store: nothing of a sealed channel goes past it in clear, whoever writes, and whoever asks for an id of such a channel asks with
/// the id as the channel has it. What is read back is sealed still; open_sealed.hpp opens it. Everything else goes through untouched.
///
/// A channel is sealed where the instance in force says so (PluginSettings::sealed_for) at the beginning of the transaction; a ticket or message that
/// was born sealed stays so.
class SealingStore final : public Store {
 public:
  /// All are held by reference and outlive this.
  SealingStore(Store& inner, Vault& vault, Settings& settings) : inner_(inner), vault_(vault), settings_(settings) {}

  void write(const std::function<void(Transaction&)>& work) override;
  void read(const std::function<void(Transaction&)>& work) override;
  std::int64_t highest_id() override { return inner_.highest_id(); }

 private:
  Store& inner_;
  Vault& vault_;
  Settings& settings_;
};

}  // namespace seva::actions
