#pragma once

#include <vector>

#include "domain/instance.hpp"
#include "domain/message.hpp"

namespace seva::domain {

/// Whose message this is by what it names.
struct Addressing {
  std::vector<const Account*> ours;  ///< accounts and hashtags of the instance, the most specific unit last; point into the instance
  bool names_others = false;         ///< it names accounts, and none of them is ours
};

/// Looks up the accounts and hashtags that a message names. Placeholders and accounts that are off count for nothing.
[[nodiscard]] Addressing addressing_of(const Message& message, const Instance& instance);

}  // namespace seva::domain
