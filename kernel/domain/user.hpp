#pragma once

#include <string>
#include <vector>

#include "domain/policy.hpp"

namespace seva::domain {

/// Somebody who signs in.
struct User {
  UserId id;
  std::string login;  ///< lower case, unique
  std::string name;
  std::string password_hash;  ///< argon2id, as libsodium writes it
  std::string language = "hi";
  std::vector<RoleAt> roles;
  bool is_disabled = false;
  Instant created_at;
  std::string extension = {};  ///< at which the person takes calls, as the exchange names its agents; empty: none, or the login itself
};

/// A sign-in that is in force. The token itself is nowhere stored.
struct Session {
  std::string token_hash;  ///< hex SHA-256 of the cookie's token
  std::string csrf_token;
  UserId user;
  Instant created_at;
  Instant expires_at;
};

}  // namespace seva::domain
