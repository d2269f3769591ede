#include "actions/sign_in.hpp"

#include <algorithm>
#include <deque>
#include <mutex>
#include <unordered_map>

#include "actions/digest.hpp"

namespace seva::actions {
namespace {

using domain::Problem;
using domain::ProblemKind;
using domain::Result;
using domain::User;

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kLongestPassword = 256;
constexpr std::size_t kShortestPassword = 12;

Problem wrong_credentials() {
  return {ProblemKind::unauthenticated,
          "wrong_credentials",
          "The login or the password is wrong.",
          {},
          "Try again, or ask the administrator for a new password."};
}

Problem signed_out() { return {ProblemKind::unauthenticated, "signed_out", "Nobody is signed in.", {}, "Sign in."}; }

std::string lower(std::string text) {
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

bool is_login(const std::string& login) {
  return login.size() >= 2 && login.size() <= 64 && std::all_of(login.begin(), login.end(), [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '.' || letter == '-' || letter == '_' ||
                  letter == '@';
         });
}

Result<void> check_password(const std::string& password) {
  if (password.size() >= kShortestPassword && password.size() <= kLongestPassword) return {};
  return domain::invalid("password_length", "The password needs 12 to 256 bytes.", "password",
                         "Choose a longer one: several words in a row are good.");
}

domain::Principal principal_of(const User& user) { return {user.id, user.login, user.name, user.roles}; }

std::string login_key(const std::string& login) { return "login " + login; }
std::string address_key(const std::string& address) { return "address " + address; }

Result<void> check_extension(const std::string& extension) {
  constexpr std::size_t kLongestExtension = 40;
  const auto is_usual = [](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || std::string_view("-._/@").find(letter) != std::string_view::npos;
  };
  if (extension.size() <= kLongestExtension && std::all_of(extension.begin(), extension.end(), is_usual)) return {};
  return domain::invalid("extension_invalid", "An extension has at most 40 letters, digits and -._/@.", "extension",
                         "Write it as the exchange does.");
}

bool is_extension_taken(Transaction& transaction, const std::string& extension, domain::UserId by_other_than) {
  const auto holder = transaction.people().user_by_extension(extension);
  return holder && holder->id != by_other_than;
}

Problem extension_taken() { return domain::conflict("extension_taken", "Somebody has this extension already.", "Take it from them first."); }

/// Loads the user, changes it, writes it; all sessions end.
template <class Change>
Result<void> change_user(Ports& ports, const std::string& login, Change change) {
  bool is_known = false;
  ports.store.write([&](Transaction& transaction) {
    auto user = transaction.people().user_by_login(lower(login));
    is_known = user.has_value();
    if (!is_known) return;
    change(*user);
    transaction.people().change(*user);
    transaction.people().end_sessions_of(user->id);
  });
  if (!is_known) return domain::not_found();
  return {};
}

}  // namespace

/// Failed sign-ins by login and by address within the window. Bounded: the oldest keys are forgotten first.
class SignIn::Failures {
 public:
  bool has_too_many(const std::string& key, int limit, domain::Instant since) {
    const std::lock_guard lock(mutex_);
    const auto found = failures_.find(key);
    if (found == failures_.end()) return false;
    auto& times = found->second;
    while (!times.empty() && times.front() < since) times.pop_front();
    return static_cast<int>(times.size()) >= limit;
  }

  void add(const std::string& key, domain::Instant now) {
    constexpr std::size_t kMostKeys = 100'000;
    const std::lock_guard lock(mutex_);
    if (failures_.try_emplace(key).second) order_.push_back(key);
    failures_[key].push_back(now);
    if (order_.size() > kMostKeys) {
      failures_.erase(order_.front());
      order_.pop_front();
    }
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::deque<domain::Instant>> failures_;
  std::deque<std::string> order_;
};

SignIn::SignIn(Ports& ports, PasswordHashes& hashes, SignInLimits limits)
    : ports_(ports),
      hashes_(hashes),
      limits_(limits),
      dummy_hash_(hashes.hash(ports.identities.random_hex(kTokenBytes))),
      failures_(std::make_unique<Failures>()) {}

SignIn::~SignIn() = default;

std::optional<Problem> SignIn::has_failed_too_often(const std::string& login, const std::string& address) {
  const domain::Instant since = ports_.clock.now() - limits_.window;
  if (!failures_->has_too_many(login_key(login), limits_.failures_per_login, since) &&
      !failures_->has_too_many(address_key(address), limits_.failures_per_address, since))
    return std::nullopt;
  return Problem{
      ProblemKind::too_many, "too_many_failures", "There were too many failed sign-ins.", {}, "Wait a quarter of an hour, then try again."};
}

void SignIn::count_failure(const std::string& login, const std::string& address) {
  failures_->add(login_key(login), ports_.clock.now());
  failures_->add(address_key(address), ports_.clock.now());
}

Result<SignedIn> SignIn::sign_in(const std::string& typed_login, const std::string& password, const std::string& address) {
  const domain::Instant now = ports_.clock.now();
  const std::string login = lower(typed_login.substr(0, 64));
  if (auto problem = has_failed_too_often(login, address)) return std::move(*problem);

  std::optional<User> user;
  ports_.store.read([&](Transaction& transaction) { user = transaction.people().user_by_login(login); });
  const bool is_right = password.size() <= kLongestPassword && hashes_.verify(user ? user->password_hash : dummy_hash_, password);
  if (!user || !is_right || user->is_disabled) {
    count_failure(login, address);
    return wrong_credentials();
  }
  SignedIn signed_in;
  signed_in.token = ports_.identities.random_hex(kTokenBytes);
  signed_in.user = *user;
  signed_in.session = {sha256_hex(signed_in.token), ports_.identities.random_hex(kTokenBytes), user->id, now, now + limits_.session_length};
  ports_.store.write([&](Transaction& transaction) {
    if (!transaction.people().session(signed_in.session.token_hash)) transaction.people().add(signed_in.session);
  });
  return signed_in;
}

void SignIn::sign_out(const std::string& token) {
  ports_.store.write([&](Transaction& transaction) { transaction.people().end_session(sha256_hex(token)); });
}

Result<void> SignIn::change_password(const Identity& who, const std::string& current, const std::string& wanted, const std::string& address) {
  if (auto problem = has_failed_too_often(who.user.login, address)) return std::move(*problem);
  if (current.size() > kLongestPassword || !hashes_.verify(who.user.password_hash, current)) {
    count_failure(who.user.login, address);
    return Problem{ProblemKind::forbidden, "current_password_wrong", "Your own password is changed only with the present one.", "current_password",
                   "Give your present password, or ask an administrator for a new one."};
  }
  return set_password(ports_, hashes_, who.user.login, wanted);
}

Result<SignIn::Identity> SignIn::identify(const std::string& token) {
  if (token.size() != kTokenBytes * 2) return signed_out();
  return identify_hash(sha256_hex(token));
}

Result<SignIn::Identity> SignIn::identify_hash(const std::string& token_hash) {
  std::optional<UserSession> found;
  ports_.store.read([&](Transaction& transaction) { found = transaction.people().user_session(token_hash); });
  if (!found || found->user.is_disabled || found->session.expires_at <= ports_.clock.now()) return signed_out();
  domain::Principal principal = principal_of(found->user);
  return Identity{std::move(principal), std::move(found->user), std::move(found->session.csrf_token)};
}

Result<User> add_user(Ports& ports, PasswordHashes& hashes, const NewUser& wanted) {
  const auto instance = ports.settings.current();
  User user;
  user.login = lower(wanted.login);
  if (!is_login(user.login))
    return domain::invalid("login_invalid", "A login has 2 to 64 letters, digits, dots, hyphens or underscores.", "login", "Choose another one.");
  if (wanted.name.empty() || wanted.name.size() > 200)
    return domain::invalid("name_invalid", "The name is missing or too long.", "name", "Give the person's name.");
  if (const auto password = check_password(wanted.password); !password) return password.error();
  if (const auto extension = check_extension(wanted.extension); !extension) return extension.error();
  for (const domain::RoleAt& held : wanted.roles)
    if (instance->units.find(held.unit) == nullptr)
      return domain::invalid("unit_unknown", "There is no unit " + held.unit + ".", "roles", "Choose a unit of the instance.");
  user.id = ports.identities.next<domain::UserId>();
  user.name = wanted.name;
  user.password_hash = hashes.hash(wanted.password);
  user.language = wanted.language;
  user.roles = wanted.roles;
  user.created_at = ports.clock.now();
  user.extension = wanted.extension;
  std::optional<Problem> problem;
  ports.store.write([&](Transaction& transaction) {
    problem.reset();
    const auto known = transaction.people().user_by_login(user.login);
    if (known && known->id == user.id) return;  // an earlier run was durable
    if (known)
      problem = domain::conflict("login_taken", "Somebody has this login already.", "Choose another one.");
    else if (is_extension_taken(transaction, user.extension, user.id))
      problem = extension_taken();
    else
      transaction.people().add(user);
  });
  if (problem) return *problem;
  return user;
}

Result<User> set_extension(Ports& ports, const std::string& login, const std::string& extension) {
  if (const auto checked = check_extension(extension); !checked) return checked.error();
  std::optional<Result<User>> result;
  ports.store.write([&](Transaction& transaction) {
    auto user = transaction.people().user_by_login(lower(login));
    if (!user) return void(result.emplace(domain::not_found()));
    if (is_extension_taken(transaction, extension, user->id)) return void(result.emplace(extension_taken()));
    user->extension = extension;
    transaction.people().change(*user);
    result.emplace(std::move(*user));
  });
  return std::move(*result);
}

Result<void> set_password(Ports& ports, PasswordHashes& hashes, const std::string& login, const std::string& password) {
  if (const auto checked = check_password(password); !checked) return checked.error();
  const std::string hash = hashes.hash(password);
  return change_user(ports, login, [&](User& user) { user.password_hash = hash; });
}

Result<void> disable_user(Ports& ports, const std::string& login, bool is_disabled) {
  return change_user(ports, login, [&](User& user) { user.is_disabled = is_disabled; });
}

std::optional<std::string> add_first_administrator(Ports& ports, PasswordHashes& hashes) {
  constexpr std::size_t kPasswordBytes = 10;
  std::string password = ports.identities.random_hex(kPasswordBytes);
  const auto instance = ports.settings.current();
  User user;
  user.id = ports.identities.next<domain::UserId>();
  user.login = "administrator";
  user.name = "Administrator";
  user.password_hash = hashes.hash(password);
  user.created_at = ports.clock.now();
  for (const domain::Unit& unit : instance->units.all())
    if (unit.parent.empty()) user.roles.push_back({domain::Role::administrator, unit.code});
  bool is_first = false;
  ports.store.write([&](Transaction& transaction) {
    const auto users = transaction.people().users();
    const bool is_there = users.size() == 1 && users.front().id == user.id;  // an earlier run was durable
    is_first = users.empty() || is_there;
    if (users.empty()) transaction.people().add(user);
  });
  if (!is_first) return std::nullopt;
  return password;
}

}  // namespace seva::actions
