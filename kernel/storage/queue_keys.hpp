#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/repository_session.hpp"

namespace seva::storage {

struct QueueKey {
  std::int64_t due = 0;
  std::int64_t id = 0;
};

enum class QueueOrder : std::uint8_t {
  due = 1,  ///< by (due, id), smallest first
  newest    ///< by id, greatest first
};

struct Filter {
  std::string_view column;
  Value value;
};

/// A list that is made of several stretches of one index, each of them in order: one a unit, for example. They are merged here, so that
/// what is examined depends on the page's length and the number of stretches, never on how much is stored.
struct Queue {
  std::string_view name;  ///< of the statement
  std::string_view table;
  std::string_view index;                     ///< begins with `prefix`, then (due, id) or id as the order needs; empty: the primary key
  std::string_view due;                       ///< the column
  std::vector<std::string_view> prefix;       ///< columns that are fixed within a stretch
  std::vector<std::vector<Value>> stretches;  ///< the values of `prefix`, no two alike
  std::vector<Filter> filters;                ///< looked at row by row
  QueueOrder order = QueueOrder::due;
};

/// The first `limit` keys after `after`, in order. For `newest` only its id counts.
[[nodiscard]] std::vector<QueueKey> first_keys(RepositorySession& session, const Queue& queue, const std::optional<QueueKey>& after,
                                               std::size_t limit);

}  // namespace seva::storage
