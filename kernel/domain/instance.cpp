#include "domain/instance.hpp"

#include <algorithm>

namespace seva::domain {
namespace {

/// Handles are ASCII where case counts at all; other letters compare as they are.
std::string account_key(std::string_view channel, std::string_view handle, bool is_hashtag) {
  std::string key(channel);
  key += is_hashtag ? '#' : '@';
  for (const char symbol : handle) key += (symbol >= 'A' && symbol <= 'Z') ? static_cast<char>(symbol - 'A' + 'a') : symbol;
  return key;
}

template <class Items, class Value>
const typename Items::value_type* find_by(const Items& items, Value Items::value_type::*member, std::string_view wanted) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.*member == wanted; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const PluginSettings* Instance::channel(std::string_view wanted) const { return find_by(channels, &PluginSettings::id, wanted); }
const PluginSettings* Instance::department(std::string_view wanted) const { return find_by(departments, &PluginSettings::id, wanted); }
const Category* Instance::category(std::string_view code) const { return find_by(categories, &Category::code, code); }

bool Instance::is_sealed(std::string_view wanted) const {
  const PluginSettings* settings = channel(wanted);
  return settings != nullptr && settings->is_sealed();
}

std::string Instance::kept_at(std::string_view wanted, const std::string& unit) const {
  const PluginSettings* settings = channel(wanted);
  if (settings == nullptr || units.is_within(unit, settings->sealed_for)) return unit;
  return settings->sealed_for;
}

const Account* Instance::account(std::string_view channel_id, std::string_view handle, bool is_hashtag) const {
  const auto found = account_places_.find(account_key(channel_id, handle, is_hashtag));
  return found == account_places_.end() ? nullptr : &accounts[found->second];
}

void Instance::index_accounts() {
  account_places_.clear();
  for (std::size_t place = 0; place < accounts.size(); ++place)
    account_places_.emplace(account_key(accounts[place].channel, accounts[place].handle, accounts[place].is_hashtag), place);
}

}  // namespace seva::domain
