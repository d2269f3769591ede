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

/// `column comparison value`; NULL is compared by IS. With `one_of` the column is one of these, and there is no value.
struct Filter {
  std::string_view column;
  Value value;
  std::string_view comparison = " = ";
  std::vector<Value> one_of = {};
};

/// From the first to the last, both of them within.
struct DueRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

/// The condition in SQL, with its values behind those that are there: " AND column = :v7", say. Lists are filled up to a few lengths, so that few
/// statements need preparing.
void append_condition(const Filter& filter, std::string& text, std::vector<Value>& values);

/// A list that is made of several stretches of one index, each of them in order: one a unit, for example. They are merged here, so that
/// what is examined depends on the page's length and the number of stretches, never on how much is stored.
struct Queue {
  std::string_view name;  ///< of the statement
  std::string_view table;
  std::string_view index;                     ///< begins with `prefix`, then (due, id) or id as the order needs; empty: the primary key
  std::string_view due;                       ///< the column
  std::vector<std::string_view> prefix;       ///< columns that are fixed within a stretch
  std::vector<std::vector<Value>> stretches;  ///< the values of `prefix`, no two alike
  std::vector<DueRange> ranges;               ///< one a stretch: no other due is wanted; empty: all are
  std::vector<Filter> filters;                ///< looked at row by row
  QueueOrder order = QueueOrder::due;
};

/// The first `limit` keys after `after`, in order. For `newest` only its id counts.
[[nodiscard]] std::vector<QueueKey> first_keys(RepositorySession& session, const Queue& queue, const std::optional<QueueKey>& after,
                                               std::size_t limit);

}  // namespace seva::storage
