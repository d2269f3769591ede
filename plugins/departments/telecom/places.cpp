#include "places.hpp"

#include <algorithm>

namespace seva::telecom {
namespace {

constexpr std::string_view kPlaceWords =
    "district dist distt jila zila jile zile city town post po so ho gpo office dakghar exchange circle area division nagar shahar village "
    "जिला जिले जनपद शहर डाकघर एक्सचेंज सर्किल मंडल क्षेत्र नगर गांव";
constexpr std::string_view kFromBefore = "from";
constexpr std::string_view kFromBehind = "se से";
constexpr std::string_view kToBefore = "to for towards";
/// "Patna se hu": who says from where they are speaks of the place itself.
constexpr std::string_view kOwnBehind = "hu hun hoon hai hain हूं हैं है";

constexpr double kCalledPin = 1.3;
constexpr double kPin = 0.9;
constexpr double kLandline = 1.0;
constexpr double kName = 0.7;
constexpr double kNameTo = 0.9;
constexpr double kNameFrom = 0.3;
constexpr std::size_t kShortestToSound = 5;  ///< a Latin name shorter than this is compared letter by letter

}  // namespace

PlaceFinder::PlaceFinder(std::string_view csv, const Tables& tables, const Units& units) {
  for_each_row<5>(csv, [&](const auto& row) {
    const Meaning meaning{tables.area(row[2]), row[3].empty() ? kNoUnit : units.find(row[3]), row[4] == "needed"};
    if (row[0].empty() || meaning.area == kNoArea || (!row[3].empty() && meaning.division == kNoUnit))
      ++unusable_rows_;
    else
      add(row[0], row[1] == "hi", meaning);
  });
  learn(kPlaceWords, place_word);
  learn(kFromBefore, from_before);
  learn(kFromBehind, from_behind);
  learn(kToBefore, to_before);
  learn(kOwnBehind, own_behind);
}

void PlaceFinder::add(std::string_view name, bool is_hindi, const Meaning& meaning) {
  text::Tokens tokens;
  tokens.read(name);
  std::string folded;
  for (const text::Token& token : tokens.all()) (folded.empty() ? folded : folded += ' ') += tokens.folded(token);
  const auto [known, is_new] = by_name_.emplace(folded, static_cast<std::uint32_t>(names_.size()));
  if (is_new) {
    names_.emplace_back();
    const bool is_sounded = !is_hindi && folded.size() >= kShortestToSound && !meaning.needs_context;
    phrases_.add(folded, known->second, is_sounded ? text::Spelling::sounded : text::Spelling::exact);
  }
  names_[known->second].push_back(meaning);
}

void PlaceFinder::learn(std::string_view words, Beside beside) {
  text::Tokens tokens;
  tokens.read(words);
  for (const text::Token& token : tokens.all()) words_[token.key] |= beside;
}

unsigned PlaceFinder::beside(const text::Tokens& tokens, const text::PhraseMatch& match) const {
  constexpr std::size_t kNear = 2;
  const std::size_t first = match.first_token;
  const std::size_t end = first + match.token_count;
  const auto look = [&](std::size_t at, unsigned mask) {
    if (at >= tokens.size() || tokens[at].sentence != tokens[first].sentence) return 0U;
    const auto known = words_.find(tokens[at].key);
    return known == words_.end() ? 0U : known->second & mask;
  };
  unsigned found = 0;
  for (std::size_t back = 1; back <= std::min(kNear, first); ++back)
    found |= look(first - back, place_word | (back == 1 ? from_before | to_before : 0U));
  for (std::size_t on = 0; on < kNear; ++on) found |= look(end + on, place_word | (on == 0 ? from_behind : own_behind));
  return found;
}

void PlaceFinder::find(const text::Tokens& tokens, const Numbers& numbers, const Tables& tables, std::vector<PlaceHint>& hints) {
  hints.clear();
  for (const Numbers::Pin& pin : numbers.pins)
    if (const AreaIndex area = tables.area_of_pin(pin.digits); area != kNoArea)
      hints.push_back({area, tables.division_of_pin(pin.digits), PlaceSource::pin, pin.is_called ? kCalledPin : kPin, {}});
  if (const AreaIndex area = tables.area_of_landline(numbers.landline); area != kNoArea)
    hints.push_back({area, kNoUnit, PlaceSource::landline, kLandline, {}});
  phrases_.find(tokens, matches_);
  for (const text::PhraseMatch& match : matches_) {
    if (tokens[match.first_token].kind == text::TokenKind::handle) continue;
    const std::vector<Meaning>& meanings = names_[match.phrase];
    const unsigned words = beside(tokens, match);
    if (meanings.front().needs_context && (words & place_word) == 0) continue;
    const bool is_from = (words & from_before) != 0 || ((words & from_behind) != 0 && (words & own_behind) == 0);
    const double weight = is_from ? kNameFrom : (words & to_before) != 0 ? kNameTo : kName;
    const auto is_confirmed = [&](const Meaning& meaning) {
      return std::any_of(hints.begin(), hints.end(),
                         [&](const PlaceHint& hint) { return hint.source != PlaceSource::name && hint.area == meaning.area; });
    };
    for (const Meaning& meaning : meanings)
      if (meanings.size() == 1 || is_confirmed(meaning))
        hints.push_back({meaning.area, meaning.division, PlaceSource::name, weight, {match.offset, match.size}});
  }
}

}  // namespace seva::telecom
