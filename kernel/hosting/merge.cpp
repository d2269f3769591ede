#include "hosting/merge.hpp"

#include <iterator>
#include <vector>

namespace seva::hosting {
namespace {

template <class Item>
void append(std::vector<Item>& to, std::vector<Item>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

void merge(actions::Turn& into, actions::Turn& later) {
  append(into.messages, later.messages);
  append(into.calls, later.calls);
  append(into.unreadable, later.unreadable);
  append(into.ignored, later.ignored);
  append(into.withdrawn, later.withdrawn);
  append(into.saves, later.saves);
  append(into.receipts, later.receipts);
}

}  // namespace seva::hosting
