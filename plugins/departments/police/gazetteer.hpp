#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "seva/text/phrases.hpp"
#include "units.hpp"

namespace seva::police {

enum class PlaceKind : std::uint8_t { district = 1, tehsil, town, station, locality, code };

/// What a name may mean.
struct Meaning {
  UnitIndex district = kNoUnit;
  PlaceKind kind = PlaceKind::town;
  bool needs_context = false;   ///< the name is also a common word, or a code
  UnitIndex station = kNoUnit;  ///< the unit of the police station, if it is one
};

/// Names of places in all their spellings and scripts, with the districts that have a place of this name.
///
/// The file is comma-separated with the columns name, language, kind, district (the unit's code), context ("needed" or empty). Kinds: district,
/// old_name, tehsil, town, station, locality, code, and road: a name that must not be taken for the places in it. Districts and stations among the
/// units are known by their own names beside it.
class Gazetteer {
 public:
  Gazetteer() = default;
  /// Rows that cannot be used are counted, not refused: a wrong line must not stop a state's routing.
  Gazetteer(std::string_view csv, const Units& units);

  /// What a name may mean; empty for a road.
  [[nodiscard]] const std::vector<Meaning>& meanings(std::uint32_t name) const { return names_[name]; }
  void find(const text::Tokens& tokens, std::vector<text::PhraseMatch>& found) const { phrases_.find(tokens, found); }
  /// The district that a single word names without doubt, written as in a handle (agrapolice without "police"); kNoUnit if none.
  [[nodiscard]] UnitIndex district_called(std::string_view folded_word) const;

  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] std::size_t unusable_rows() const { return unusable_rows_; }

 private:
  void add(std::string_view name, const Meaning& meaning);
  void add_road(std::string_view name);
  void read_row(std::string_view row, const Units& units);

  text::PhraseMatcher phrases_;
  std::vector<std::vector<Meaning>> names_;
  std::unordered_map<std::string, std::uint32_t> by_name_;
  std::unordered_map<std::string, UnitIndex> districts_;
  std::size_t unusable_rows_ = 0;
};

}  // namespace seva::police
