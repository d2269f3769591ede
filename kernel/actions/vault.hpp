#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/result.hpp"

namespace seva::actions {

/// Keeps secrets from whoever reads the database: what it seals is opened by its keys alone, which lie outside of it. Safe to use from any thread.
class Vault {
 public:
  struct Sealed {
    std::string key_id;  ///< of the key that it was sealed with
    std::string bytes;   ///< base64
  };

  virtual ~Vault() = default;

  /// Why nothing can be sealed, with what to do; nullopt where everything is ready.
  [[nodiscard]] virtual std::optional<domain::Problem> obstacle() = 0;

  /// Authenticated encryption with the newest key. `place` says where the bytes belong: moved elsewhere they do not open.
  /// Throws std::runtime_error where there is no key.
  [[nodiscard]] virtual Sealed seal(std::string_view clear, std::string_view place) = 0;

  /// nullopt: no key opens it, or somebody changed or moved it.
  [[nodiscard]] virtual std::optional<std::string> open(const Sealed& sealed, std::string_view place) = 0;

  /// A keyed hash in hexadecimal, the same for the same scope and id for ever, also after new keys were made. 128 bits.
  /// Throws std::runtime_error where there is no key.
  [[nodiscard]] virtual std::string hash(std::string_view scope, std::string_view id) = 0;
};

}  // namespace seva::actions
