#include "place_finder.hpp"

#include <algorithm>
#include <array>

#include "seva/text/lexicon.hpp"

namespace seva::police {
namespace {

constexpr std::string_view kDistrictWords = "district dist distt jila zila jile zile janpad janpadh जिला जिले जनपद ज़िला";
constexpr std::string_view kStationWords = "thana thane thaana ps kotwali chowki chauki sho station थाना थाने कोतवाली चौकी थानाक्षेत्र";
constexpr std::string_view kPlaceWords =
    "tehsil tahsil junction jn railway rly stn nagar kasba town city shahar shehar gram gaon village block mohalla colony chauraha tiraha market "
    "bazar "
    "तहसील जंक्शन रेलवे स्टेशन कस्बा कस्बे शहर ग्राम गांव ब्लॉक मोहल्ला कॉलोनी चौराहा चौराहे तिराहा बाजार नगर";
constexpr std::string_view kRoadWords = "road highway expressway marg bypass rd रोड हाईवे एक्सप्रेसवे मार्ग बाईपास राजमार्ग";
constexpr std::string_view kTrainWords = "express exp mail superfast shatabdi intercity passenger एक्सप्रेस मेल सुपरफास्ट शताब्दी इंटरसिटी पैसेंजर";

constexpr std::string_view kPersonWords =
    "prasad singh kumar das lal sharma verma yadav gupta mishra ji sahab khan ansari pandey tiwari "
    "प्रसाद सिंह कुमार दास लाल शर्मा वर्मा यादव गुप्ता मिश्रा जी साहब खान अंसारी पांडेय तिवारी";

constexpr double kDistrict = 1.0;
constexpr double kDistrictWithWord = 1.6;
constexpr double kTehsil = 0.8;
constexpr double kTown = 0.7;
constexpr double kStation = 0.7;
constexpr double kStationWithWord = 1.1;
constexpr double kLocality = 0.6;
constexpr double kCode = 0.5;
constexpr double kInAHandle = 0.9;
constexpr double kAsARoad = 0.4;  ///< what is left of a name that names a road
constexpr std::size_t kNear = 2;  ///< words between a name and the word that explains it

constexpr std::array<std::string_view, 12> kHandleParts{"police", "pol", "traffic", "cop", "dm", "ssp", "sp", "cp", "dcp", "thana", "official", "up"};

/// A handle without the words of office around the name: agrapolice, dm_agra, sspagra.
std::string_view bare_handle(std::string_view handle) {
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (const std::string_view part : kHandleParts) {
      if (handle.size() <= part.size() + 2) continue;
      if (handle.ends_with(part))
        handle.remove_suffix(part.size()), has_changed = true;
      else if (handle.starts_with(part))
        handle.remove_prefix(part.size()), has_changed = true;
    }
  }
  return handle;
}

}  // namespace

PlaceFinder::PlaceFinder(const Gazetteer& gazetteer) : gazetteer_(&gazetteer) {
  learn(kDistrictWords, Beside::district_word);
  learn(kStationWords, Beside::station_word);
  learn(kPlaceWords, Beside::place_word);
  learn(kRoadWords, Beside::road_word);
  learn(kTrainWords, Beside::train_word);
  learn(kPersonWords, Beside::train_word);
}

void PlaceFinder::learn(std::string_view words, Beside beside) {
  text::Tokens tokens;
  tokens.read(words);
  for (const text::Token& token : tokens.all()) context_[token.key] |= static_cast<unsigned>(beside);
}

unsigned PlaceFinder::beside(const text::Tokens& tokens, const text::PhraseMatch& match) const {
  constexpr unsigned kOnlyBehind = static_cast<unsigned>(Beside::road_word) | static_cast<unsigned>(Beside::train_word);
  const std::size_t first = match.first_token;
  const std::size_t end = first + match.token_count;
  const std::uint32_t sentence = tokens[first].sentence;
  unsigned found = 0;
  const auto look = [&](std::size_t at, unsigned mask) {
    if (tokens[at].sentence != sentence) return;
    const auto known = context_.find(tokens[at].key);
    if (known != context_.end()) found |= known->second & mask;
  };
  for (std::size_t at = first - std::min(first, kNear); at < first; ++at) look(at, ~kOnlyBehind);
  // A comma between a name and "road" makes two things of them.
  const bool is_joined = end < tokens.size() && tokens[end].offset <= match.offset + match.size + 1;
  for (std::size_t at = end; at < std::min(end + kNear, tokens.size()); ++at) look(at, at == end && is_joined ? ~0U : ~kOnlyBehind);
  return found;
}

bool PlaceFinder::is_settled(const Name& name) const {
  const auto& meanings = gazetteer_->meanings(name.match.phrase);
  return meanings.size() == 1 && !meanings.front().needs_context;
}

bool PlaceFinder::is_explained(const Name& name, const Meaning& meaning) {
  constexpr unsigned kForStations = static_cast<unsigned>(Beside::district_word) | static_cast<unsigned>(Beside::station_word);
  constexpr unsigned kForOthers = kForStations | static_cast<unsigned>(Beside::place_word);
  return (name.beside & (meaning.kind == PlaceKind::station ? kForStations : kForOthers)) != 0;
}

bool PlaceFinder::is_supported(UnitIndex district, const PlaceEvidence& evidence, const std::vector<UnitIndex>& addressed) const {
  if (std::find(addressed.begin(), addressed.end(), district) != addressed.end()) return true;
  return std::any_of(evidence.places.begin(), evidence.places.end(), [&](const NamedPlace& place) { return place.meaning.district == district; });
}

void PlaceFinder::settle(const Name& name, const Meaning& meaning, PlaceEvidence& evidence) const {
  const bool has_district_word = (name.beside & static_cast<unsigned>(Beside::district_word)) != 0;
  const bool has_station_word = (name.beside & static_cast<unsigned>(Beside::station_word)) != 0;
  double weight = 0;
  switch (meaning.kind) {
    case PlaceKind::district: weight = has_district_word ? kDistrictWithWord : kDistrict; break;
    case PlaceKind::tehsil: weight = kTehsil; break;
    case PlaceKind::town: weight = kTown; break;
    case PlaceKind::station: weight = has_station_word ? kStationWithWord : kStation; break;
    case PlaceKind::locality: weight = kLocality; break;
    case PlaceKind::code: weight = kCode; break;
  }
  if ((name.beside & static_cast<unsigned>(Beside::road_word)) != 0) weight *= kAsARoad;
  evidence.places.push_back({meaning, weight, {name.match.offset, name.match.size}});
}

void PlaceFinder::weigh_unsettled(const Name& name, const std::vector<UnitIndex>& addressed, PlaceEvidence& evidence) const {
  const auto& meanings = gazetteer_->meanings(name.match.phrase);
  if (meanings.empty()) return;
  const Meaning* chosen = nullptr;
  std::size_t supported = 0;
  for (const Meaning& meaning : meanings) {
    if (!is_supported(meaning.district, evidence, addressed)) continue;
    chosen = &meaning;
    ++supported;
  }
  if (supported == 1) return settle(name, *chosen, evidence);
  if (supported > 1) return;
  const auto district =
      std::find_if(meanings.begin(), meanings.end(), [](const Meaning& m) { return m.kind == PlaceKind::district && !m.needs_context; });
  if (district != meanings.end()) return settle(name, *district, evidence);
  if (meanings.size() == 1) {
    if (evidence.places.empty() && addressed.empty() && is_explained(name, meanings.front())) settle(name, meanings.front(), evidence);
    return;
  }
  const bool is_common_word = std::all_of(meanings.begin(), meanings.end(), [](const Meaning& meaning) { return meaning.kind == PlaceKind::code; });
  if (is_common_word) return;
  for (const Meaning& meaning : meanings) evidence.ambiguous.push_back({meaning, kTown, {name.match.offset, name.match.size}});
}

void PlaceFinder::find_in_handles(const text::Tokens& tokens, const std::vector<AddressedView>& accounts, PlaceEvidence& evidence) const {
  for (const text::Token& token : tokens.all()) {
    if (token.kind != text::TokenKind::handle) continue;
    const bool is_ours = std::any_of(accounts.begin(), accounts.end(),
                                     [&](const AddressedView& account) { return text::fold(account.account) == tokens.folded(token); });
    if (is_ours) continue;
    const UnitIndex district = gazetteer_->district_called(bare_handle(tokens.folded(token)));
    if (district != kNoUnit) evidence.places.push_back({{district, PlaceKind::district, false, kNoUnit}, kInAHandle, {token.offset, token.size}});
  }
}

void PlaceFinder::find(const text::Tokens& tokens, const std::vector<AddressedView>& accounts, const std::vector<UnitIndex>& addressed,
                       PlaceEvidence& evidence) {
  evidence.clear();
  names_.clear();
  gazetteer_->find(tokens, matches_);
  for (const text::PhraseMatch& match : matches_) {
    const unsigned found = beside(tokens, match);
    if ((found & static_cast<unsigned>(Beside::train_word)) == 0) names_.push_back({match, found});
  }
  find_in_handles(tokens, accounts, evidence);
  for (const Name& name : names_)
    if (is_settled(name)) settle(name, gazetteer_->meanings(name.match.phrase).front(), evidence);
  for (const Name& name : names_)
    if (!is_settled(name)) weigh_unsettled(name, addressed, evidence);
  for (const NamedPlace& place : evidence.places) {
    const auto known = std::find_if(evidence.districts.begin(), evidence.districts.end(),
                                    [&](const PlaceEvidence::District& district) { return district.district == place.meaning.district; });
    if (known == evidence.districts.end())
      evidence.districts.push_back({place.meaning.district, place.weight});
    else
      known->weight += place.weight;
  }
  std::stable_sort(evidence.districts.begin(), evidence.districts.end(),
                   [](const PlaceEvidence::District& left, const PlaceEvidence::District& right) { return left.weight > right.weight; });
}

}  // namespace seva::police
