#include "accounts.hpp"

#include <utility>

namespace seva::twitter {

std::string lower_case(std::string_view ascii) {
  std::string lower(ascii);
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return lower;
}

Accounts::Accounts(std::vector<Account> accounts) : accounts_(std::move(accounts)) {
  for (std::size_t index = 0; index < accounts_.size(); ++index) {
    by_handle_.emplace(lower_case(accounts_[index].handle), index);
    if (!accounts_[index].user_id.empty()) by_id_.emplace(accounts_[index].user_id, index);
  }
}

const Account* Accounts::by_handle(std::string_view handle) const {
  if (handle.starts_with('@')) handle.remove_prefix(1);
  const auto found = by_handle_.find(lower_case(handle));
  return found == by_handle_.end() ? nullptr : &accounts_[found->second];
}

const Account* Accounts::by_id(std::string_view user_id) const {
  if (by_id_.empty()) return nullptr;
  const auto found = by_id_.find(std::string(user_id));
  return found == by_id_.end() ? nullptr : &accounts_[found->second];
}

std::optional<OAuth1Keys> Settings::keys_for(const Account& account) const {
  auto found = tokens.find(lower_case(account.handle));
  if (found == tokens.end()) found = tokens.find("");
  if (found == tokens.end() || consumer_key.empty() || consumer_secret.empty()) return std::nullopt;
  return OAuth1Keys{consumer_key, consumer_secret, found->second};
}

namespace {

void read_tokens(const Secrets& secrets, const std::string& handle, Settings& settings) {
  const std::string suffix = handle.empty() ? std::string() : "_of_" + handle;
  const std::string_view token = secrets.current("access_token" + suffix);
  const std::string_view secret = secrets.current("access_token_secret" + suffix);
  if (!token.empty() && !secret.empty()) settings.tokens[handle] = {std::string(token), std::string(secret)};
}

}  // namespace

Settings read_settings(const Config& config, const Secrets& secrets) {
  Settings settings;
  std::vector<Account> accounts;
  for (const Config& section : config.sections("accounts")) accounts.push_back({section.text("handle"), section.text("user_id")});
  settings.accounts = Accounts(std::move(accounts));
  settings.api_url = config.text("api_url", "https://api.x.com");
  while (settings.api_url.ends_with('/')) settings.api_url.pop_back();
  settings.polls_mentions = config.flag("mentions");
  settings.poll_interval = config.seconds("poll_seconds", settings.poll_interval);
  settings.consumer_key = secrets.current("consumer_key");
  settings.consumer_secret = secrets.current("consumer_secret");
  settings.previous_consumer_secret = secrets.previous("consumer_secret");
  settings.bearer_token = secrets.current("bearer_token");
  read_tokens(secrets, "", settings);
  for (const Account& account : settings.accounts.all()) read_tokens(secrets, lower_case(account.handle), settings);
  return settings;
}

}  // namespace seva::twitter
