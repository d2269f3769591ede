#include "gazetteer.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace seva::police {
namespace {

/// A Latin name shorter than this is compared letter by letter, a longer one by its sound.
constexpr std::size_t kShortestToSound = 5;

std::optional<PlaceKind> kind_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, PlaceKind>, 7> kKinds{{{"district", PlaceKind::district},
                                                                          {"old_name", PlaceKind::district},
                                                                          {"tehsil", PlaceKind::tehsil},
                                                                          {"town", PlaceKind::town},
                                                                          {"station", PlaceKind::station},
                                                                          {"locality", PlaceKind::locality},
                                                                          {"code", PlaceKind::code}}};
  for (const auto& [word, kind] : kKinds)
    if (word == name) return kind;
  return std::nullopt;
}

/// The words of a name, folded, with single blanks; joined without blanks for `is_joined`.
std::string folded_name(std::string_view name, bool is_joined) {
  text::Tokens tokens;
  tokens.read(name);
  std::string folded;
  for (const text::Token& token : tokens.all()) {
    if (!folded.empty() && !is_joined) folded += ' ';
    folded += tokens.folded(token);
  }
  return folded;
}

/// Whether a station's name tells its district itself, as "Kotwali Jhansi".
bool names_district(std::string_view name, const Units::Unit& district) {
  const std::string folded = " " + folded_name(name, false) + " ";
  return std::any_of(district.names.begin(), district.names.end(),
                     [&](const std::string& own) { return folded.find(" " + folded_name(own, false) + " ") != std::string::npos; });
}

std::array<std::string_view, 5> columns_of(std::string_view row) {
  std::array<std::string_view, 5> columns;
  for (std::string_view& column : columns) {
    const auto comma = row.find(',');
    column = row.substr(0, comma);
    row = comma == std::string_view::npos ? std::string_view{} : row.substr(comma + 1);
  }
  return columns;
}

}  // namespace

Gazetteer::Gazetteer(std::string_view csv, const Units& units) {
  for (UnitIndex index = 0; index < units.size(); ++index) {
    const Units::Unit& unit = units[index];
    if (unit.district == kNoUnit || (!unit.is_district && !unit.is_station)) continue;
    if (unit.is_district) continue;
    for (const std::string& name : unit.names) add(name, {unit.district, PlaceKind::station, !names_district(name, units[unit.district]), index});
  }
  bool is_header = true;
  while (!csv.empty()) {
    const auto end = csv.find('\n');
    std::string_view row = csv.substr(0, end);
    csv = end == std::string_view::npos ? std::string_view{} : csv.substr(end + 1);
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (!is_header && !row.empty()) read_row(row, units);
    is_header = false;
  }
  for (UnitIndex index = 0; index < units.size(); ++index) {
    const Units::Unit& unit = units[index];
    if (!unit.is_district) continue;
    for (const std::string& name : unit.names)
      if (!by_name_.contains(folded_name(name, false))) add(name, {index, PlaceKind::district, false, kNoUnit});
  }
}

void Gazetteer::read_row(std::string_view row, const Units& units) {
  const auto [name, language, kind_name, district_code, context] = columns_of(row);
  if (kind_name == "road") return add_road(name);
  const auto kind = kind_named(kind_name);
  const UnitIndex district = units.find(district_code);
  if (name.empty() || !kind || district == kNoUnit) {
    ++unusable_rows_;
    return;
  }
  add(name, {district, *kind, context == "needed", kNoUnit});
}

void Gazetteer::add_road(std::string_view name) {
  const std::string folded = folded_name(name, false);
  const auto [known, is_new] = by_name_.emplace(folded, static_cast<std::uint32_t>(names_.size()));
  if (!is_new || folded.empty()) return;
  names_.emplace_back();
  phrases_.add(folded, known->second, text::Spelling::sounded);
}

void Gazetteer::add(std::string_view name, const Meaning& meaning) {
  const std::string folded = folded_name(name, false);
  if (folded.empty()) return;
  const auto [known, is_new] = by_name_.emplace(folded, static_cast<std::uint32_t>(names_.size()));
  if (is_new) names_.emplace_back();
  std::vector<Meaning>& meanings = names_[known->second];
  const auto same = std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& other) { return other.district == meaning.district; });
  if (same == meanings.end()) {
    meanings.push_back(meaning);
  } else {
    // A station known as a unit and in the file: the file says whether the name stands alone.
    if (same->kind > meaning.kind) same->kind = meaning.kind;
    same->needs_context = same->needs_context && meaning.needs_context;
    if (same->station == kNoUnit) same->station = meaning.station;
  }
  if (is_new) {
    const bool is_code = meaning.kind == PlaceKind::code;
    const bool is_sounded = !is_code && folded.size() >= kShortestToSound && !meaning.needs_context;
    phrases_.add(folded, known->second, is_sounded ? text::Spelling::sounded : text::Spelling::exact);
  }
  if (meaning.kind == PlaceKind::district) districts_.emplace(folded_name(name, true), meaning.district);
}

UnitIndex Gazetteer::district_called(std::string_view folded_word) const {
  const auto found = districts_.find(std::string(folded_word));
  return found == districts_.end() ? kNoUnit : found->second;
}

}  // namespace seva::police
