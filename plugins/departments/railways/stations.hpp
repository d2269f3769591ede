#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "seva/text/phrases.hpp"
#include "units.hpp"

namespace seva::railways {

using StationIndex = std::uint32_t;

/// How a station's division came to be known.
enum class Basis : std::uint8_t {
  known = 1,  ///< listed by hand
  near,       ///< derived: stations of one division lie clearly nearest
  between,    ///< derived, and two divisions are about as near
  zone,       ///< only its zone is known
  city        ///< no station, but a name for a place or line
};

struct Station {
  std::string code;  ///< empty for a city
  std::string name;
  std::vector<UnitIndex> units;  ///< likeliest first
  Basis basis = Basis::known;
  bool needs_context = false;  ///< the name is also a common word, or that of a small place
};

/// Stations by name and code.
///
/// The file is comma-separated with the columns code, names, units, basis, context. Names and units are separated by bars; basis is one of known,
/// near, between, zone, city; context is empty or "needed".
class Stations {
 public:
  Stations() = default;
  /// Rows that cannot be used are counted, not refused.
  Stations(std::string_view csv, const Units& units);

  [[nodiscard]] const Station& operator[](StationIndex index) const { return stations_[index]; }
  /// The stations that a name found by find() may mean.
  [[nodiscard]] const std::vector<StationIndex>& meanings(std::uint32_t name) const { return names_[name]; }
  void find(const text::Tokens& tokens, std::vector<text::PhraseMatch>& found) const { phrases_.find(tokens, found); }
  /// The station with this code by its token's key; nullptr if there is none.
  [[nodiscard]] const StationIndex* by_code(std::uint64_t key) const;
  [[nodiscard]] std::size_t size() const { return stations_.size(); }
  [[nodiscard]] std::size_t unusable_rows() const { return unusable_rows_; }

 private:
  void add_name(std::string_view name, StationIndex station);

  std::vector<Station> stations_;
  text::PhraseMatcher phrases_;
  std::vector<std::vector<StationIndex>> names_;
  std::unordered_map<std::string, std::uint32_t> by_name_;
  std::unordered_map<std::uint64_t, StationIndex> by_code_;
  std::size_t unusable_rows_ = 0;
};

}  // namespace seva::railways
