#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "actions/vault.hpp"

namespace seva::machine {

/// The vault on libsodium: XChaCha20-Poly1305 with a random nonce for what is sealed, keyed BLAKE2b for hashes. Its keys lie in a file of their own:
///
///     lookup HEX        for hashes; never changes, else nobody is found again
///     seal NAME HEX     32 bytes; the last line seals, all open. A line may go once nothing is sealed with it any more.
///
/// The file must be the owner's alone (mode 0600 or 0400). It is read once; keys stay in memory that is not swapped out where the system allows it.
class SodiumVault final : public actions::Vault {
 public:
  /// Never fails: what is wrong with the file is the obstacle.
  explicit SodiumVault(const std::string& file);
  ~SodiumVault() override;

  std::optional<domain::Problem> obstacle() override { return obstacle_; }
  Sealed seal(std::string_view clear, std::string_view place) override;
  std::optional<std::string> open(const Sealed& sealed, std::string_view place) override;
  std::string hash(std::string_view scope, std::string_view id) override;

 private:
  struct Keys;
  std::optional<domain::Problem> obstacle_;
  std::unique_ptr<Keys> keys_;
};

/// Makes the file of keys, mode 0600, with one key. conflict: it is there already; it is never overwritten.
[[nodiscard]] domain::Result<void> create_vault_keys(const std::string& file);

/// Adds a key that seals from now on; what was sealed before stays as it is and opens with the older ones. The name of the new key.
[[nodiscard]] domain::Result<std::string> rotate_vault_keys(const std::string& file);

}  // namespace seva::machine
