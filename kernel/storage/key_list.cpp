#include "storage/key_list.hpp"

#include <algorithm>
#include <array>

namespace seva::storage {
namespace {

/// Below 200, from where on MariaDB would guess instead of looking (eq_range_index_dive_limit).
constexpr std::array<std::size_t, 4> kLengths{1, 8, 40, 160};

std::size_t length_for(std::size_t keys) {
  for (const std::size_t length : kLengths)
    if (keys <= length) return length;
  return kLengths.back();
}

std::string list_of(std::size_t length) {
  std::string text = " (";
  for (std::size_t place = 0; place < length; ++place) {
    if (place != 0) text += ", ";
    text += ":k" + std::to_string(place);
  }
  return text + ") ";
}

}  // namespace

void add_looks(std::vector<Look>& looks, const KeyedSelect& select, const std::vector<Value>& leading, std::span<const Value> keys,
               const std::function<void(Row&)>& take) {
  while (!keys.empty()) {
    const std::size_t length = length_for(keys.size());
    const std::size_t taken = std::min(length, keys.size());
    std::vector<Value> values = leading;
    values.insert(values.end(), keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(taken));
    values.resize(leading.size() + length, keys[taken - 1]);
    looks.push_back({storage::select(select.name, select.columns, std::string(select.before) + list_of(length) + std::string(select.after)),
                     std::move(values), take});
    keys = keys.subspan(taken);
  }
}

void select_by_keys(RepositorySession& session, const KeyedSelect& select, const std::vector<Value>& leading, std::span<const Value> keys,
                    const std::function<void(Row&)>& take) {
  std::vector<Look> looks;
  add_looks(looks, select, leading, keys, take);
  session.select(looks);
}

}  // namespace seva::storage
