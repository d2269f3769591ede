#pragma once

#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/repository_session.hpp"

namespace seva::storage {

/// A select whose last condition is `… IN (keys)`.
struct KeyedSelect {
  std::string_view name;
  std::string_view columns;
  std::string_view before;  ///< up to and with IN: "FROM tickets WHERE id IN"
  std::string_view after;   ///< what follows the list; mostly nothing
};

/// What asks it for all keys, in lists of a few fixed lengths, so that few statements need preparing and the optimiser looks at each key by itself.
/// A list is filled up by repeating its last key. `leading` are the values of the parameters in `before`. Rows come in no order across lists.
/// `take` is kept with each of the looks.
void add_looks(std::vector<Look>& looks, const KeyedSelect& select, const std::vector<Value>& leading, std::span<const Value> keys,
               const std::function<void(Row&)>& take);

/// The same, asked at once.
void select_by_keys(RepositorySession& session, const KeyedSelect& select, const std::vector<Value>& leading, std::span<const Value> keys,
                    const std::function<void(Row&)>& take);

template <class Keys>
[[nodiscard]] std::vector<Value> key_values(const Keys& keys) {
  std::vector<Value> values;
  values.reserve(keys.size());
  for (const auto& key : keys) values.push_back(to_value(key));
  return values;
}

}  // namespace seva::storage
