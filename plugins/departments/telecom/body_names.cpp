#include "body_names.hpp"

#include <algorithm>

#include "tables.hpp"

namespace seva::telecom {
namespace {

constexpr std::string_view kComparingBefore = "than like unlike versus vs to into join";
constexpr std::string_view kComparingBehind = "jaisa jaise jaisi jaisai better behtar accha acha achha जैसा जैसे जैसी बेहतर अच्छा तरह tarah";

constexpr std::size_t kShortestInAHandle = 3;

std::unordered_set<std::uint64_t> keys_of(std::string_view words) {
  text::Tokens tokens;
  tokens.read(words);
  std::unordered_set<std::uint64_t> keys;
  for (const text::Token& token : tokens.all()) keys.insert(token.key);
  return keys;
}

}  // namespace

BodyNames::BodyNames(std::string_view csv, const Units& units)
    : words_of_comparison_before_(keys_of(kComparingBefore)), words_of_comparison_behind_(keys_of(kComparingBehind)) {
  for (UnitIndex index = 0; index < units.size(); ++index) {
    if (units[index].body != index) continue;
    for (const std::string& name : units[index].names) add(name, {index, false, false});
  }
  for_each_row<5>(csv, [&](const auto& row) {
    const UnitIndex unit = units.find(row[2]);
    const UnitIndex body = unit == kNoUnit ? kNoUnit : units[unit].body;
    const bool is_state = row[3] == "active" || row[3] == "former" || row[3] == "closed";
    if (row[0].empty() || body == kNoUnit || !is_state)
      ++unusable_rows_;
    else
      add(row[0], {body, row[4] == "needed", row[3] == "closed"});
  });
}

void BodyNames::add(std::string_view name, const Name& meaning) {
  phrases_.add(name, static_cast<std::uint32_t>(names_.size()), text::Spelling::exact);
  names_.push_back(meaning);
  std::string folded = text::fold(name);
  const bool is_one_latin_word = std::all_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (is_one_latin_word && folded.size() >= kShortestInAHandle && !meaning.needs_context && !meaning.is_closed)
    handle_beginnings_.emplace_back(std::move(folded), meaning.body);
}

bool BodyNames::is_compared(const text::Tokens& tokens, const text::PhraseMatch& match) const {
  constexpr std::size_t kNear = 3;
  const std::size_t end = match.first_token + match.token_count;
  if (match.first_token > 0 && words_of_comparison_before_.contains(tokens[match.first_token - 1].key)) return true;
  for (std::size_t at = end; at < std::min(end + kNear, tokens.size()); ++at)
    if (tokens[at].sentence == tokens[end - 1].sentence && words_of_comparison_behind_.contains(tokens[at].key)) return true;
  return false;
}

void BodyNames::find_in_handles(const text::Tokens& tokens, const std::vector<AddressedView>& addressed, std::vector<NamedBody>& named) const {
  for (const text::Token& token : tokens.all()) {
    if (token.kind != text::TokenKind::handle) continue;
    const std::string_view handle = tokens.folded(token);
    if (std::any_of(addressed.begin(), addressed.end(), [&](const AddressedView& view) { return text::fold(view.account) == handle; })) continue;
    for (const auto& [beginning, body] : handle_beginnings_)
      if (handle.starts_with(beginning)) {
        named.push_back({body, false, false, {{token.offset, token.size}}});
        break;
      }
  }
}

void BodyNames::find(const text::Tokens& tokens, const std::vector<AddressedView>& addressed, bool is_on_telephones, std::vector<NamedBody>& named) {
  named.clear();
  std::vector<NamedBody> found;
  find_in_handles(tokens, addressed, found);
  phrases_.find(tokens, matches_);
  for (const text::PhraseMatch& match : matches_) {
    const Name& name = names_[match.phrase];
    if (name.needs_context && !is_on_telephones) continue;
    found.push_back({name.body, is_compared(tokens, match), name.is_closed, {{match.offset, match.size}}});
  }
  for (NamedBody& one : found) {
    const auto known = std::find_if(named.begin(), named.end(), [&](const NamedBody& other) { return other.body == one.body; });
    if (known == named.end()) {
      named.push_back(std::move(one));
      continue;
    }
    known->is_compared = known->is_compared && one.is_compared;
    known->is_closed = known->is_closed && one.is_closed;
    known->words.insert(known->words.end(), one.words.begin(), one.words.end());
  }
}

}  // namespace seva::telecom
