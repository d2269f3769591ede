#include "storage/queue_keys.hpp"

#include <algorithm>
#include <array>

namespace seva::storage {
namespace {

/// How many stretches one statement looks at.
constexpr std::array<std::size_t, 6> kWidths{1, 2, 4, 8, 16, 32};

/// Where in a stretch to look: rows of the same due as the last key with a greater id, and rows of a later due. Apart, either seeks on both
/// databases.
enum class Part { all = 1, same_due, later_due };

struct Piece {
  std::size_t stretch = 0;
  Part part = Part::all;
};

struct Found {
  QueueKey key;
  std::size_t stretch = 0;
};

/// The next power of two.
std::size_t filled_length(std::size_t length) {
  std::size_t filled = 1;
  while (filled < length) filled *= 2;
  return filled;
}

class Merge {
 public:
  Merge(RepositorySession& session, const Queue& queue, const std::optional<QueueKey>& after) : session_(session), queue_(queue), after_(after) {}

  std::vector<QueueKey> first(std::size_t limit) {
    std::vector<std::size_t> stretches(queue_.stretches.size());
    for (std::size_t place = 0; place < stretches.size(); ++place) stretches[place] = place;
    if (stretches.size() > kFew) stretches = with_first_heads(stretches, limit);
    const auto found = look(stretches, limit);
    std::vector<QueueKey> keys;
    for (std::size_t place = 0; place < std::min(limit, found.size()); ++place) keys.push_back(found[place].key);
    return keys;
  }

 private:
  static constexpr std::size_t kFew = 4;

  /// Only the stretches with the `limit` first heads can hold one of the `limit` first keys.
  std::vector<std::size_t> with_first_heads(const std::vector<std::size_t>& stretches, std::size_t limit) {
    std::vector<std::size_t> chosen;
    for (const Found& head : look(stretches, 1)) {
      if (std::find(chosen.begin(), chosen.end(), head.stretch) == chosen.end()) chosen.push_back(head.stretch);
      if (chosen.size() == limit) break;
    }
    return chosen;
  }

  /// Up to `limit` keys of each piece, all of them in order.
  std::vector<Found> look(const std::vector<std::size_t>& stretches, std::size_t limit) {
    std::vector<Piece> pieces;
    for (const std::size_t stretch : stretches) {
      if (queue_.order == QueueOrder::newest || !after_) {
        pieces.push_back({stretch, Part::all});
      } else {
        pieces.push_back({stretch, Part::same_due});
        pieces.push_back({stretch, Part::later_due});
      }
    }
    std::vector<Found> found;
    for (std::size_t first = 0; first < pieces.size(); first += kWidths.back())
      look(std::span(pieces).subspan(first, std::min(kWidths.back(), pieces.size() - first)), limit, found);
    std::sort(found.begin(), found.end(), [this](const Found& left, const Found& right) { return comes_before(left.key, right.key); });
    return found;
  }

  void look(std::span<const Piece> pieces, std::size_t limit, std::vector<Found>& found) {
    const std::size_t width = *std::find_if(kWidths.begin(), kWidths.end(), [&](std::size_t candidate) { return candidate >= pieces.size(); });
    Select statement{queue_.name, {}, 3};
    std::vector<Value> values;
    for (std::size_t place = 0; place < width; ++place) append(place, pieces[std::min(place, pieces.size() - 1)], limit, statement.text, values);
    session_.select(statement, values, [&](Row& row) {
      const auto piece = static_cast<std::size_t>(row.number());
      if (piece >= pieces.size()) return;
      Found next;
      next.stretch = pieces[piece].stretch;
      next.key.due = row.number();
      next.key.id = row.number();
      found.push_back(next);
    });
  }

  void append(std::size_t place, const Piece& piece, std::size_t limit, std::string& text, std::vector<Value>& values) const {
    const std::string number = std::to_string(place);
    const std::string due(queue_.due);
    if (place != 0) text += " UNION ALL ";
    text += "SELECT * FROM (SELECT " + number + " AS piece, " + due + ", id FROM " + std::string(queue_.table) + " " +
            by_index(session_.dialect(), queue_.index) + " WHERE 1 = 1";
    const auto condition = [&](std::string_view column, std::string_view comparison, const Value& value) {
      append_condition({column, value, comparison}, text, values);
    };
    for (std::size_t column = 0; column < queue_.prefix.size(); ++column)
      condition(queue_.prefix[column], " = ", queue_.stretches[piece.stretch][column]);
    if (after_ && queue_.order == QueueOrder::newest) condition("id", " < ", after_->id);
    if (piece.part == Part::same_due) condition(due, " = ", after_->due);
    if (piece.part == Part::same_due) condition("id", " > ", after_->id);
    if (piece.part == Part::later_due) condition(due, " > ", after_->due);
    if (!queue_.ranges.empty()) {
      condition(due, " >= ", queue_.ranges[piece.stretch].first);
      condition(due, " <= ", queue_.ranges[piece.stretch].last);
    }
    for (const Filter& filter : queue_.filters) append_condition(filter, text, values);
    text += queue_.order == QueueOrder::newest ? " ORDER BY id DESC" : " ORDER BY " + due + ", id";
    text += " LIMIT :v" + std::to_string(values.size()) + ") AS s" + number;
    values.emplace_back(static_cast<std::int64_t>(limit));
  }

  [[nodiscard]] bool comes_before(const QueueKey& left, const QueueKey& right) const {
    if (queue_.order == QueueOrder::newest) return left.id > right.id;
    return left.due != right.due ? left.due < right.due : left.id < right.id;
  }

  RepositorySession& session_;
  const Queue& queue_;
  const std::optional<QueueKey>& after_;
};

}  // namespace

void append_condition(const Filter& filter, std::string& text, std::vector<Value>& values) {
  const auto parameter = [&](const Value& value) {
    text += ":v" + std::to_string(values.size());
    values.push_back(value);
  };
  text += " AND " + std::string(filter.column);
  if (!filter.one_of.empty()) {
    text += " IN (";
    for (std::size_t place = 0; place < filled_length(filter.one_of.size()); ++place) {
      if (place != 0) text += ", ";
      parameter(filter.one_of[std::min(place, filter.one_of.size() - 1)]);
    }
    text += ")";
  } else if (std::holds_alternative<std::monostate>(filter.value)) {
    text += " IS NULL";
  } else {
    text += std::string(filter.comparison);
    parameter(filter.value);
  }
}

std::vector<QueueKey> first_keys(RepositorySession& session, const Queue& queue, const std::optional<QueueKey>& after, std::size_t limit) {
  if (queue.stretches.empty() || limit == 0) return {};
  return Merge(session, queue, after).first(limit);
}

}  // namespace seva::storage
