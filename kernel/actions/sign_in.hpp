#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// Passwords as argon2id hashes. The real one is slow on purpose; tests may use a cheap one.
class PasswordHashes {
 public:
  virtual ~PasswordHashes() = default;
  [[nodiscard]] virtual std::string hash(const std::string& password) = 0;
  [[nodiscard]] virtual bool verify(const std::string& hash, const std::string& password) = 0;
};

struct SignedIn {
  std::string token;  ///< for the cookie; stored nowhere
  domain::Session session;
  domain::User user;
};

struct SignInLimits {
  std::chrono::minutes session_length{12 * 60};
  int failures_per_login = 10;  ///< within the window, then too_many
  int failures_per_address = 30;
  std::chrono::minutes window{15};
};

/// Signing in and out, and who a cookie's token stands for. Thread-safe.
class SignIn {
 public:
  SignIn(Ports& ports, PasswordHashes& hashes, SignInLimits limits = {});
  ~SignIn();

  /// A known and an unknown login fail alike and take equally long. `address` is the client's, for the limit.
  [[nodiscard]] domain::Result<SignedIn> sign_in(const std::string& login, const std::string& password, const std::string& address);
  void sign_out(const std::string& token);

  struct Identity {
    domain::Principal principal;
    domain::User user;
    std::string csrf_token;
  };
  /// One's own password, with the present one; a wrong one is `forbidden` and counts as a failed sign-in. All sessions of the person end.
  [[nodiscard]] domain::Result<void> change_password(const Identity& who, const std::string& current, const std::string& wanted,
                                                     const std::string& address);

  /// unauthenticated: the token stands for nobody, is over, or the user was disabled.
  [[nodiscard]] domain::Result<Identity> identify(const std::string& token);
  /// The same for whoever keeps the token's hash alone.
  [[nodiscard]] domain::Result<Identity> identify_hash(const std::string& token_hash);

 private:
  class Failures;
  [[nodiscard]] std::optional<domain::Problem> has_failed_too_often(const std::string& login, const std::string& address);
  void count_failure(const std::string& login, const std::string& address);

  Ports& ports_;
  PasswordHashes& hashes_;
  SignInLimits limits_;
  std::string dummy_hash_;
  std::unique_ptr<Failures> failures_;
};

struct NewUser {
  std::string login;
  std::string name;
  std::string password;
  std::string language = "hi";
  std::vector<domain::RoleAt> roles;
  std::string extension = {};  ///< at which the person takes calls
};

/// For administrators and the command line. conflict: the login is taken. invalid: login, password (12 characters or more) or a role's unit breaks a
/// rule.
[[nodiscard]] domain::Result<domain::User> add_user(Ports& ports, PasswordHashes& hashes, const NewUser& user);

/// At which extension the person takes calls, as the exchange names its agents: 1 to 40 letters, digits and `-._/@`; empty: at none.
/// conflict: extension_taken. Sessions go on.
[[nodiscard]] domain::Result<domain::User> set_extension(Ports& ports, const std::string& login, const std::string& extension);

/// All sessions of the user end.
[[nodiscard]] domain::Result<void> set_password(Ports& ports, PasswordHashes& hashes, const std::string& login, const std::string& password);
[[nodiscard]] domain::Result<void> disable_user(Ports& ports, const std::string& login, bool is_disabled);

/// Makes the administrator with a random password where there is no user at all; returns the password to be printed once, else nothing.
[[nodiscard]] std::optional<std::string> add_first_administrator(Ports& ports, PasswordHashes& hashes);

}  // namespace seva::actions
