#include "trains.hpp"

#include <map>
#include <string>

#include "table.hpp"

namespace seva::railways {

std::uint32_t Trains::key_of(std::string_view number) {
  constexpr std::size_t kDigits = 5;
  constexpr std::uint32_t kAbove = 100000;  // 00128 is a number too, and 0 means none
  if (number.size() != kDigits) return 0;
  std::uint32_t value = 0;
  for (const char c : number) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return value + kAbove;
}

Trains::Trains(std::string_view csv, const Units& units) {
  std::map<std::string, std::uint32_t, std::less<>> known_lists;
  unusable_rows_ = for_each_row<3>(csv, [&](const std::array<std::string_view, 3>& row) {
    const std::uint32_t key = key_of(row[0]);
    if (key == 0) return false;
    auto known = known_lists.find(row[2]);
    if (known == known_lists.end()) {
      known = known_lists.emplace(std::string(row[2]), static_cast<std::uint32_t>(units_.size())).first;
      units_.push_back(units.listed(row[2]));
    }
    by_number_.emplace(key, known->second);
    return true;
  });
}

const std::vector<UnitIndex>& Trains::units_of(std::string_view number) const {
  const auto found = by_number_.find(key_of(number));
  return units_[found == by_number_.end() ? 0 : found->second];
}

}  // namespace seva::railways
