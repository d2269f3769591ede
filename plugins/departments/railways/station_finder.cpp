#include "station_finder.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace seva::railways {
namespace {

constexpr std::string_view kStationWords =
    "station stn stns sttn statn stsn rlystn junction jn jnc jct platform pf platfrm terminal terminus halt yard "
    "स्टेशन जंक्शन प्लेटफार्म प्लेटफॉर्म टर्मिनल";
/// Those that make a station's code of a word in small letters.
constexpr std::string_view kCodeWords = "station stn stns statn junction jn rly railway";
constexpr std::string_view kAtWords =
    "at near approaching reached reaching reaches crossed crossing standing stopped stop halted stationed stuck held arrived arriving departed "
    "leaving left "
    "outside "
    "around after before in";
constexpr std::string_view kBehindWords = "pe par pr mein me aane pahunchne pahuchne station stn statn stsn junction jn पर में आने पहुंचने स्टेशन जंक्शन के";
constexpr std::string_view kFromWords = "from frm to for till towards via bound frm";
constexpr std::string_view kFromWordsBehind = "to se tak bound से तक";
constexpr std::string_view kBetweenWords = "between betwn btw betn section beech bich बीच";
constexpr std::string_view kWordsBeforeATrain =
    "express exp xpress expr mail superfast sf rajdhani shatabdi shtbdi duronto garib passenger passngr local locals memu emu demu dmu intercity "
    "humsafar "
    "special spl sampark janshatabdi jan vande weekly rath एक्सप्रेस मेल राजधानी शताब्दी पैसेंजर लोकल दुरंतो";

constexpr unsigned kCodeWord = 128;
constexpr unsigned kJourneyBehind = 64;  ///< beside StationFinder's bits: a word that follows where a journey begins

constexpr std::size_t kReach = 2;
constexpr std::size_t kSureCode = 4;   ///< letters from which a code in capitals needs nothing beside it
constexpr std::size_t kShortCode = 2;  ///< letters up to which a code needs the word "station" or a second code

bool is_capitals(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

std::string_view raw(const text::Token& token, const text::Tokens& tokens) { return tokens.text().substr(token.offset, token.size); }

/// Words that are stations' codes by chance.
bool is_common_word(std::string_view word) {
  constexpr std::array<std::string_view, 70> kCommon{
      "sir",  "and",  "the",  "plz",  "pls",  "help", "rac", "tte", "ac",  "wl",   "doj",  "tc",   "tt",  "rpf",  "grp", "drm", "pnr", "fir",
      "sos",  "mrp",  "atm",  "cctv", "fob",  "rs",   "in",  "on",  "no",  "of",   "to",   "is",   "am",  "pm",   "all", "not", "due", "day",
      "but",  "for",  "are",  "bad",  "good", "cr",   "wr",  "nr",  "sc",  "sr",   "by",   "can",  "has", "man",  "see", "ten", "our", "this",
      "that", "each", "main", "same", "any",  "per",  "big", "old", "new", "next", "last", "from", "ter", "bhai", "ka",  "ki"};
  return std::find(kCommon.begin(), kCommon.end(), word) != kCommon.end();
}

}  // namespace

StationFinder::StationFinder() {
  learn(kStationWords, kStationWord);
  learn(kCodeWords, kCodeWord);
  learn(kAtWords, kAtWord);
  learn(kBehindWords, kBehindWord);
  learn(kFromWords, kFromWord);
  learn(kFromWordsBehind, kJourneyBehind);
  learn(kBetweenWords, kBetweenWord);
  learn(kWordsBeforeATrain, kTrainWord);
}

void StationFinder::learn(std::string_view words, unsigned beside) {
  text::Tokens tokens;
  tokens.read(words);
  for (const text::Token& token : tokens.all()) context_[token.key] |= beside;
}

unsigned StationFinder::bits_of(const text::Token& token) const {
  const auto known = context_.find(token.key);
  return known == context_.end() ? 0 : known->second;
}

unsigned StationFinder::beside(std::size_t first, std::size_t count, const text::Tokens& tokens) const {
  constexpr unsigned kWordsBefore = kStationWord | kAtWord | kFromWord | kBetweenWord;
  constexpr unsigned kDirectlyBehind = kStationWord | kTrainWord | kBehindWord | kJourneyBehind;
  const std::uint32_t sentence = tokens[first].sentence;
  const std::size_t end = first + count;
  unsigned found = 0;
  for (std::size_t at = first - std::min(first, kReach); at < first; ++at) {
    if (tokens[at].sentence != sentence) continue;
    const unsigned mask = at + 1 == first ? kWordsBefore : kStationWord | kAtWord | kBetweenWord;
    found |= bits_of(tokens[at]) & mask;
  }
  for (std::size_t at = end; at < std::min(end + kReach, tokens.size()); ++at) {
    if (tokens[at].sentence != sentence) break;
    found |= bits_of(tokens[at]) & (at == end ? kDirectlyBehind : kStationWord | kTrainWord);
  }
  if (first > 0 && tokens.text().substr(0, tokens[first].offset).ends_with("@ ")) found |= kAtWord;
  return found;
}

void StationFinder::find_names(const text::Tokens& tokens, const Stations& stations) {
  stations.find(tokens, matches_);
  for (const text::PhraseMatch& match : matches_) {
    if (tokens[match.first_token].kind == text::TokenKind::handle) continue;
    const auto& meanings = stations.meanings(match.phrase);
    const unsigned bits = beside(match.first_token, match.token_count, tokens);
    // A city's name means the city unless it is called a station; of a large station and small ones of the same name the large one is meant.
    const StationIndex* chosen = nullptr;
    for (const StationIndex& meaning : meanings) {
      if (chosen == nullptr) {
        chosen = &meaning;
        continue;
      }
      const auto rank = [&](StationIndex index) {
        const Station& station = stations[index];
        const bool is_city = station.basis == Basis::city && (bits & kStationWord) == 0;
        return std::tuple(!is_city, station.basis != Basis::known, station.needs_context);
      };
      if (rank(meaning) < rank(*chosen)) chosen = &meaning;
    }
    names_.push_back({match.first_token,
                      match.token_count,
                      *chosen,
                      beside(match.first_token, match.token_count, tokens),
                      false,
                      false,
                      {match.offset, match.size}});
  }
}

void StationFinder::find_codes(const text::Tokens& tokens, const Stations& stations) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const text::Token& token = tokens[at];
    if (token.kind == text::TokenKind::handle || token.size < 2 || token.size > 5) continue;
    const std::string_view written = raw(token, tokens);
    const unsigned bits = beside(at, 1, tokens);
    const bool is_explained = (bits & kStationWord) != 0 && at + 1 < tokens.size() && (bits_of(tokens[at + 1]) & kCodeWord) != 0;
    if (is_common_word(tokens.folded(token))) continue;
    if (!is_capitals(written) && (!is_explained || token.size <= kShortCode)) continue;
    const StationIndex* station = stations.by_code(token.key);
    if (station == nullptr) continue;
    const bool is_named =
        std::any_of(names_.begin(), names_.end(), [&](const Name& name) { return name.first <= at && at < name.first + name.count; });
    if (!is_named) names_.push_back({at, 1, *station, bits, true, false, {token.offset, token.size}});
  }
  std::stable_sort(names_.begin(), names_.end(), [](const Name& left, const Name& right) { return left.first < right.first; });
}

void StationFinder::find_ranges(const text::Tokens& tokens) {
  for (std::size_t at = 0; at + 1 < names_.size(); ++at) {
    Name& left = names_[at];
    Name& right = names_[at + 1];
    const std::size_t end = left.first + left.count;
    if (tokens[left.first].sentence != tokens[right.first].sentence || right.first < end) continue;
    const std::string_view gap = tokens.text().substr(left.words.offset + left.words.size, right.words.offset - left.words.offset - left.words.size);
    const bool is_dash = gap == "-" || gap == " - " || gap == "–" || gap == " – " || gap == "/" || gap == "->" || gap == " ";
    const std::string_view word = right.first == end + 1 ? tokens.folded(tokens[end]) : std::string_view{};
    const bool is_pair = word == "to" || word == "se" || word == "से" || word == "and" || word == "2";
    if (!is_dash && !is_pair) continue;
    const bool lies_between = (left.beside & kBetweenWord) != 0 || (right.beside & kBetweenWord) != 0;
    left.is_ranged = right.is_ranged = true;
    if (lies_between) {
      left.beside |= kBetweenWord;
      right.beside |= kBetweenWord;
    } else if (word != "and") {
      left.beside |= kFromWord;
      right.beside |= kFromWord;
    }
  }
}

bool StationFinder::is_accepted(const Name& name, const Stations& stations, const text::Tokens& tokens) {
  const Station& station = stations[name.station];
  const bool has_station_word = (name.beside & kStationWord) != 0;
  const bool is_placed = has_station_word || name.is_ranged || (name.beside & kBetweenWord) != 0;
  if (name.is_code) {
    const std::size_t letters = tokens[name.first].size;
    if (letters <= kShortCode || station.basis != Basis::known) return has_station_word || name.is_ranged;
    return letters >= kSureCode || is_placed || (name.beside & (kAtWord | kFromWord | kBehindWord | kJourneyBehind)) != 0;
  }
  if (!station.needs_context) return true;
  if (station.basis == Basis::known) return is_placed || (name.beside & (kAtWord | kFromWord)) != 0;
  return has_station_word || (name.count > 1 && (name.beside & (kAtWord | kFromWord | kBetweenWord)) != 0);
}

Role StationFinder::role_of(const Name& name) {
  if ((name.beside & kBetweenWord) != 0) return Role::location;
  if ((name.beside & kTrainWord) != 0 && (name.beside & kStationWord) == 0) return Role::journey;
  if ((name.beside & kFromWord) != 0) return Role::journey;
  if ((name.beside & kJourneyBehind) != 0 && (name.beside & (kStationWord | kAtWord)) == 0) return Role::journey;
  if ((name.beside & (kStationWord | kAtWord | kBehindWord)) != 0) return Role::location;
  return Role::named;
}

void StationFinder::find(const text::Tokens& tokens, const Stations& stations, StationEvidence& evidence) {
  evidence.clear();
  names_.clear();
  find_names(tokens, stations);
  find_codes(tokens, stations);
  find_ranges(tokens);
  for (const Name& name : names_) {
    if (!is_accepted(name, stations, tokens)) continue;
    const Role role = role_of(name);
    const auto known =
        std::find_if(evidence.stations.begin(), evidence.stations.end(), [&](const NamedStation& other) { return other.station == name.station; });
    if (known == evidence.stations.end())
      evidence.stations.push_back({name.station, role, name.words});
    else
      known->role = std::min(known->role, role);
  }
}

}  // namespace seva::railways
