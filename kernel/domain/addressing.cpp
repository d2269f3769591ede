#include "domain/addressing.hpp"

#include <algorithm>

namespace seva::domain {

Addressing addressing_of(const Message& message, const Instance& instance) {
  Addressing addressing;
  const auto name = [&](const std::string& handle, bool is_hashtag) {
    const Account* account = instance.account(message.channel, handle, is_hashtag);
    const bool is_ours = account != nullptr && !account->is_placeholder && account->mode != AccountMode::off;
    if (is_ours && std::find(addressing.ours.begin(), addressing.ours.end(), account) == addressing.ours.end()) addressing.ours.push_back(account);
    if (!is_ours && !is_hashtag) addressing.names_others = true;
  };
  for (const std::string& handle : message.addressed_to) name(handle, false);
  for (const std::string& handle : message.mentions) name(handle, false);
  for (const std::string& hashtag : message.hashtags) name(hashtag, true);
  if (!addressing.ours.empty()) addressing.names_others = false;
  std::stable_sort(addressing.ours.begin(), addressing.ours.end(),
                   [&](const Account* left, const Account* right) { return instance.units.depth(left->unit) < instance.units.depth(right->unit); });
  return addressing;
}

}  // namespace seva::domain
