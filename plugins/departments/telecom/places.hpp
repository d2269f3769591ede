#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "numbers.hpp"
#include "seva/text/phrases.hpp"
#include "tables.hpp"

namespace seva::telecom {

/// By what a text tells where the matter is.
enum class PlaceSource : std::uint8_t { pin = 1, landline, name };

/// One hint at an area.
struct PlaceHint {
  AreaIndex area = kNoArea;
  UnitIndex division = kNoUnit;  ///< the postal division, where the hint tells it
  PlaceSource source = PlaceSource::name;
  double weight = 0;
  Words words;  ///< of a name; a number's stay empty, since reasons must not show it
};

/// Where the matter is: by PIN codes, area codes of landlines and names of places. "From Delhi to Patna": the place to which counts more.
///
/// The file `places` is comma-separated with the columns name, language, area, division (a unit's code, may be empty), context ("needed" where the
/// name is also a common word). A name with several rows stands for several areas, and alone proves none of them.
class PlaceFinder {
 public:
  PlaceFinder() = default;
  PlaceFinder(std::string_view csv, const Tables& tables, const Units& units);

  /// `tables` are those that it was made with.
  void find(const text::Tokens& tokens, const Numbers& numbers, const Tables& tables, std::vector<PlaceHint>& hints);
  [[nodiscard]] std::size_t unusable_rows() const { return unusable_rows_; }

 private:
  struct Meaning {
    AreaIndex area = kNoArea;
    UnitIndex division = kNoUnit;
    bool needs_context = false;
  };
  enum Beside : unsigned { place_word = 1, from_before = 2, from_behind = 4, to_before = 8, own_behind = 16 };

  void add(std::string_view name, bool is_hindi, const Meaning& meaning);
  void learn(std::string_view words, Beside beside);
  [[nodiscard]] unsigned beside(const text::Tokens& tokens, const text::PhraseMatch& match) const;

  text::PhraseMatcher phrases_;
  std::vector<std::vector<Meaning>> names_;
  std::unordered_map<std::string, std::uint32_t> by_name_;
  std::unordered_map<std::uint64_t, unsigned> words_;
  std::vector<text::PhraseMatch> matches_;
  std::size_t unusable_rows_ = 0;
};

}  // namespace seva::telecom
