#pragma once

#include <unordered_map>
#include <vector>

#include "gazetteer.hpp"
#include "seva/department.hpp"

namespace seva::police {

/// A place that a text names, settled on one district.
struct NamedPlace {
  Meaning meaning;
  double weight = 0;  ///< how surely it tells the district
  Words words;
};

/// What the names of places in a text say about the district.
struct PlaceEvidence {
  struct District {
    UnitIndex district = kNoUnit;
    double weight = 0;
  };
  std::vector<NamedPlace> places;     ///< in the order of the text
  std::vector<District> districts;    ///< heaviest first
  std::vector<NamedPlace> ambiguous;  ///< names that several districts share and nothing in the text decides, a place for each district

  void clear() {
    places.clear();
    districts.clear();
    ambiguous.clear();
  }
};

/// Finds places in texts. A name that stands for one district counts by its kind. A name that several districts share counts for the one that
/// another name or an addressed account speaks for. A name that is also a common word, or a code, needs a word such as "district", "police station"
/// or "junction" beside it, or other evidence for its district. Names of trains are passed over, names of roads count less.
class PlaceFinder {
 public:
  PlaceFinder() = default;
  explicit PlaceFinder(const Gazetteer& gazetteer);

  /// `accounts` are those of the instance that the message names, `addressed` their districts. Other handles are read for a district's name.
  void find(const text::Tokens& tokens, const std::vector<AddressedView>& accounts, const std::vector<UnitIndex>& addressed, PlaceEvidence& evidence);

 private:
  enum class Beside : std::uint8_t { nothing = 0, district_word = 1, station_word = 2, place_word = 4, road_word = 8, train_word = 16 };
  struct Name {
    text::PhraseMatch match;
    unsigned beside = 0;
  };

  void learn(std::string_view words, Beside beside);
  [[nodiscard]] unsigned beside(const text::Tokens& tokens, const text::PhraseMatch& match) const;
  [[nodiscard]] bool is_settled(const Name& name) const;
  [[nodiscard]] static bool is_explained(const Name& name, const Meaning& meaning);
  [[nodiscard]] bool is_supported(UnitIndex district, const PlaceEvidence& evidence, const std::vector<UnitIndex>& addressed) const;
  void settle(const Name& name, const Meaning& meaning, PlaceEvidence& evidence) const;
  void weigh_unsettled(const Name& name, const std::vector<UnitIndex>& addressed, PlaceEvidence& evidence) const;
  void find_in_handles(const text::Tokens& tokens, const std::vector<AddressedView>& accounts, PlaceEvidence& evidence) const;

  const Gazetteer* gazetteer_ = nullptr;
  std::unordered_map<std::uint64_t, unsigned> context_;  ///< a word's key to the bits of Beside
  std::vector<text::PhraseMatch> matches_;
  std::vector<Name> names_;
};

}  // namespace seva::police
