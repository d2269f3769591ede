#pragma once

#include <unordered_map>
#include <vector>

#include "seva/department.hpp"
#include "stations.hpp"

namespace seva::railways {

/// What part a station plays in a text.
enum class Role : std::uint8_t {
  location = 1,  ///< "at", "near", "reached", "platform 2 of": it is there
  named,         ///< nothing says
  journey        ///< "from", "to", a train's name: the journey only begins or ends there
};

/// A station that a text names, settled on one row of the table.
struct NamedStation {
  StationIndex station = 0;
  Role role = Role::named;
  Words words;
};

/// The stations that a text names.
struct StationEvidence {
  std::vector<NamedStation> stations;  ///< in the order of the text, each once
  void clear() { stations.clear(); }
};

/// Finds stations in texts, by name in any script and by code. A code counts in capitals only, and the shorter it is the more must stand beside it. A
/// name that is also a common word, or that of a small place, needs a word such as "station" beside it.
class StationFinder {
 public:
  StationFinder();

  void find(const text::Tokens& tokens, const Stations& stations, StationEvidence& evidence);

 private:
  enum Beside : unsigned { kStationWord = 1, kAtWord = 2, kFromWord = 4, kTrainWord = 8, kBetweenWord = 16, kBehindWord = 32 };
  struct Name {
    std::size_t first = 0;  ///< tokens
    std::size_t count = 1;
    StationIndex station = 0;
    unsigned beside = 0;
    bool is_code = false;
    bool is_ranged = false;  ///< "A - B", "A to B"
    Words words;
  };

  void learn(std::string_view words, unsigned beside);
  [[nodiscard]] unsigned bits_of(const text::Token& token) const;
  [[nodiscard]] unsigned beside(std::size_t first, std::size_t count, const text::Tokens& tokens) const;
  void find_names(const text::Tokens& tokens, const Stations& stations);
  void find_codes(const text::Tokens& tokens, const Stations& stations);
  void find_ranges(const text::Tokens& tokens);
  [[nodiscard]] static bool is_accepted(const Name& name, const Stations& stations, const text::Tokens& tokens);
  [[nodiscard]] static Role role_of(const Name& name);

  std::unordered_map<std::uint64_t, unsigned> context_;
  std::vector<text::PhraseMatch> matches_;
  std::vector<Name> names_;
};

}  // namespace seva::railways
