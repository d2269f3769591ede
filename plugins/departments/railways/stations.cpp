#include "stations.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "seva/text/lexicon.hpp"
#include "table.hpp"

namespace seva::railways {
namespace {

std::optional<Basis> basis_of(std::string_view written) {
  constexpr std::array<std::string_view, 5> kNames{"known", "near", "between", "zone", "city"};
  const auto* const found = std::find(kNames.begin(), kNames.end(), written);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Basis>(found - kNames.begin() + 1);
}

}  // namespace

Stations::Stations(std::string_view csv, const Units& units) {
  unusable_rows_ = for_each_row<5>(csv, [&](const std::array<std::string_view, 5>& row) {
    const auto basis = basis_of(row[3]);
    Station station{std::string(row[0]), {}, units.listed(row[2]), basis.value_or(Basis::known), row[4] == "needed"};
    if (!basis || row[1].empty() || station.units.empty()) return false;
    station.name = row[1].substr(0, row[1].find('|'));
    const auto index = static_cast<StationIndex>(stations_.size());
    stations_.push_back(std::move(station));
    text::detail::for_each_part(row[1], '|', [&](std::string_view name) { add_name(name, index); });
    if (!row[0].empty()) by_code_.emplace(text::hash_of(text::fold(row[0])), index);
    return true;
  });
}

void Stations::add_name(std::string_view name, StationIndex station) {
  text::Tokens tokens;
  tokens.read(name);
  std::string folded;
  for (const text::Token& token : tokens.all()) folded.append(tokens.folded(token)).push_back(' ');
  if (folded.empty()) return;
  const auto [known, is_new] = by_name_.try_emplace(std::move(folded), static_cast<std::uint32_t>(names_.size()));
  if (is_new) {
    names_.emplace_back();
    phrases_.add(name, known->second);
  }
  auto& meanings = names_[known->second];
  if (std::find(meanings.begin(), meanings.end(), station) == meanings.end()) meanings.push_back(station);
}

const StationIndex* Stations::by_code(std::uint64_t key) const {
  const auto found = by_code_.find(key);
  return found == by_code_.end() ? nullptr : &found->second;
}

}  // namespace seva::railways
