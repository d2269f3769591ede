#include "tables.hpp"

#include <algorithm>

#include "seva/text/lexicon.hpp"

namespace seva::telecom {

static_assert(PrefixTable::kNothing == kNoArea && PrefixTable::kNothing == kNoUnit);

std::optional<std::uint32_t> value_of(std::string_view digits) {
  constexpr std::size_t kMostDigits = 9;
  if (digits.empty() || digits.size() > kMostDigits) return std::nullopt;
  std::uint32_t value = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint32_t>(digit - '0');
  }
  return value;
}

std::uint32_t PrefixTable::key_of(std::string_view digits) {
  constexpr std::array<std::uint32_t, kLongest + 1> kOne{0, 10, 100, 1'000, 10'000, 100'000, 1'000'000};
  if (digits.empty() || digits.size() > kLongest) return 0;
  const auto value = value_of(digits);
  return value ? kOne[digits.size()] + *value : 0;
}

bool PrefixTable::add(std::string_view prefix, std::uint32_t value) {
  const std::uint32_t key = key_of(prefix);
  return key != 0 && values_.emplace(key, value).second;
}

std::uint32_t PrefixTable::find(std::string_view digits) const {
  for (std::size_t length = std::min(digits.size(), kLongest); length > 0; --length)
    if (const auto found = values_.find(key_of(digits.substr(0, length))); found != values_.end()) return found->second;
  return kNothing;
}

Tables::Tables(const Files& files, const Units& units) {
  const auto text = [&](std::string_view name) { return files.find(name).value_or(std::string_view{}); };
  read_areas(text("areas"), units);
  for (const auto& [name, table] : {std::pair{"pins", &pins_}, std::pair{"std_codes", &std_codes_}})
    for_each_row<2>(text(name), [&, table = table](const auto& row) {
      const AreaIndex known = area(row[1]);
      if (known == kNoArea || !table->add(row[0], known)) ++unusable_rows_;
    });
  read_divisions(text("divisions"), units);
  read_mobile_prefixes(text("mobile_prefixes"), units);
}

void Tables::read_areas(std::string_view csv, const Units& units) {
  for_each_row<2>(csv, [&](const auto& row) {
    if (row[0].empty() || !by_code_.emplace(std::string(row[0]), static_cast<AreaIndex>(areas_.size())).second) {
      ++unusable_rows_;
      return;
    }
    auto& offices = areas_.emplace_back();
    text::detail::for_each_part(row[1], ' ', [&](std::string_view code) {
      const UnitIndex unit = units.find(code);
      const UnitIndex body = unit == kNoUnit ? kNoUnit : units[unit].body;
      if (body == kNoUnit || !offices.emplace(body, unit).second) ++unusable_rows_;
    });
  });
}

void Tables::read_divisions(std::string_view csv, const Units& units) {
  for_each_row<3>(csv, [&](const auto& row) {
    const auto first = value_of(row[0]);
    const auto last = value_of(row[1]);
    const UnitIndex unit = units.find(row[2]);
    if (!first || !last || *first > *last || unit == kNoUnit)
      ++unusable_rows_;
    else
      divisions_.push_back({*first, *last, unit});
  });
  std::sort(divisions_.begin(), divisions_.end(), [](const Division& left, const Division& right) { return left.first < right.first; });
  const auto overlaps = [](const Division& left, const Division& right) { return right.first <= left.last; };
  const auto kept = std::unique(divisions_.begin(), divisions_.end(), overlaps);
  unusable_rows_ += static_cast<std::size_t>(divisions_.end() - kept);
  divisions_.erase(kept, divisions_.end());
}

void Tables::read_mobile_prefixes(std::string_view csv, const Units& units) {
  for_each_row<2>(csv, [&](const auto& row) {
    const UnitIndex unit = units.find(row[0]);
    text::detail::for_each_part(row[1], ' ', [&](std::string_view prefix) {
      if (unit == kNoUnit || !mobile_prefixes_.add(prefix, unit)) ++unusable_rows_;
    });
  });
}

AreaIndex Tables::area(std::string_view code) const {
  const auto found = by_code_.find(std::string(code));
  return found == by_code_.end() ? kNoArea : found->second;
}

UnitIndex Tables::office(UnitIndex body, AreaIndex area) const {
  if (area == kNoArea) return kNoUnit;
  const auto found = areas_[area].find(body);
  return found == areas_[area].end() ? kNoUnit : found->second;
}

UnitIndex Tables::division_of_pin(std::string_view six_digits) const {
  const auto pin = value_of(six_digits);
  if (!pin) return kNoUnit;
  const auto after = std::upper_bound(divisions_.begin(), divisions_.end(), *pin,
                                      [](std::uint32_t value, const Division& division) { return value < division.first; });
  if (after == divisions_.begin()) return kNoUnit;
  const Division& division = *std::prev(after);
  return *pin <= division.last ? division.unit : kNoUnit;
}

}  // namespace seva::telecom
