#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "oauth1.hpp"
#include "seva/settings.hpp"

namespace seva::twitter {

/// One of the instance's own accounts.
struct Account {
  std::string handle;   ///< without @, as the administrator wrote it
  std::string user_id;  ///< empty if the administrator gave none: then its own posts are known by the handle, and it cannot poll or send
};

/// The instance's own accounts, found by handle without regard to case, or by user id.
class Accounts {
 public:
  Accounts() = default;
  explicit Accounts(std::vector<Account> accounts);

  [[nodiscard]] const Account* by_handle(std::string_view handle) const;
  [[nodiscard]] const Account* by_id(std::string_view user_id) const;
  [[nodiscard]] const std::vector<Account>& all() const { return accounts_; }
  [[nodiscard]] bool is_empty() const { return accounts_.empty(); }

 private:
  std::vector<Account> accounts_;
  std::unordered_map<std::string, std::size_t> by_handle_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

/// What the channel was started with, copied.
struct Settings {
  Accounts accounts;
  std::string api_url;  ///< without a slash at the end
  bool polls_mentions = false;
  std::chrono::seconds poll_interval{60};
  std::string consumer_key;
  std::string consumer_secret;
  std::string previous_consumer_secret;  ///< X may still sign with it after a rotation; empty if there is none
  std::string bearer_token;
  std::unordered_map<std::string, UserTokens> tokens;  ///< by handle in lower case; the empty handle serves all that have none of their own

  /// The keys to act as `account`; nothing if one of them is missing.
  [[nodiscard]] std::optional<OAuth1Keys> keys_for(const Account& account) const;
};

[[nodiscard]] Settings read_settings(const Config& config, const Secrets& secrets);

[[nodiscard]] std::string lower_case(std::string_view ascii);

}  // namespace seva::twitter
