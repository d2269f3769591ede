#include "actions/search_tokens.hpp"

#include <algorithm>
#include <set>

#include "actions/digest.hpp"
#include "domain/sound.hpp"
#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

/// Begin with what no text holds (the private area of Unicode), so that no word is taken for a sound or a facet.
constexpr std::string_view kSound = "\uE000";
constexpr std::string_view kFacet = "\uE001";
constexpr std::string_view kForm = "1 ";  ///< rises when tokens are made otherwise
constexpr std::size_t kMostTerms = 16;
constexpr std::size_t kFewestDigits = 4;
constexpr std::size_t kPhoneDigits = 10;  ///< of a number within India; with the country's code three more at most

bool is_digit(char symbol) { return symbol >= '0' && symbol <= '9'; }

bool is_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

/// The digits of a phone number; empty where the text is none.
std::string digits_of_phone(std::string_view text) {
  const bool is_international = text.starts_with('+');
  const std::string_view digits = is_international ? text.substr(1) : text;
  const bool has_length = digits.size() >= kPhoneDigits && digits.size() <= kPhoneDigits + 3;
  return is_digits(digits) && (is_international || has_length) ? std::string(digits) : std::string{};
}

/// The parts of what was typed: quoted ones with their first quote, others between blanks.
std::vector<std::string> parts_of(std::string_view typed) {
  std::vector<std::string> parts;
  for (std::size_t place = 0; place < typed.size() && parts.size() < kMostTerms;) {
    if (typed[place] == ' ') {
      ++place;
      continue;
    }
    const bool is_quoted = typed[place] == '"';
    const std::size_t end = std::min(typed.find(is_quoted ? '"' : ' ', place + 1), typed.size());
    parts.emplace_back(typed.substr(place, end - place));
    place = is_quoted ? end + 1 : end;
  }
  return parts;
}

/// The text with the blanks and marks out that people write within a phone number; empty where something else is in it.
std::string only_digits(std::string_view typed) {
  std::string digits;
  for (const char symbol : typed) {
    if (is_digit(symbol))
      digits += symbol;
    else if (symbol != ' ' && symbol != '+' && symbol != '-')
      return {};
  }
  return digits.size() >= kFewestDigits ? digits : std::string{};
}

void add_words(SearchTerms& terms, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    std::vector<std::string> group{sound_token(word)};
    if (is_digits(word) && word.size() >= kFewestDigits) group.push_back(facet_token(Facet::number, word));
    if (terms.groups.size() < kMostTerms) terms.groups.push_back(std::move(group));
  }
}

}  // namespace

std::string search_form(const domain::UnitTree& units) {
  std::string lines;
  for (const domain::Unit& unit : units.all()) lines += unit.code + "<" + unit.parent + "\n";
  return std::string(kForm) + sha256_hex(lines);
}

std::string sound_token(std::string_view word) { return std::string(kSound) + domain::sound_of(word); }

std::string facet_token(Facet facet, std::string_view value) {
  std::string token = std::string(kFacet) + static_cast<char>(facet);
  for (const char symbol : value) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(symbol);
    const bool is_plain = is_digit(symbol) || (symbol >= 'a' && symbol <= 'y');
    if (is_plain)
      token += symbol;
    else
      token += {'z', kHex[byte / 16U], kHex[byte % 16U]};
  }
  return token;
}

void add_facets(std::vector<std::string>& tokens, const domain::Ticket& ticket, const domain::UnitTree& units) {
  for (const std::string& unit : units.path(ticket.unit)) tokens.push_back(facet_token(Facet::unit, unit));
  if (units.find(ticket.unit) == nullptr) tokens.push_back(facet_token(Facet::unit, ticket.unit));
  tokens.push_back(facet_token(Facet::open, ticket.status == domain::Status::closed ? "0" : "1"));
  tokens.push_back(facet_token(Facet::department, ticket.department));
  tokens.push_back(facet_token(Facet::category, ticket.category));
  tokens.push_back(facet_token(Facet::channel, ticket.channel));
}

void add_author(std::vector<std::string>& tokens, const domain::Author& author) {
  if (!author.handle.empty()) tokens.push_back(facet_token(Facet::handle, domain::case_folded(author.handle)));
  for (const std::string_view number : {std::string_view(author.id), std::string_view(author.handle)}) {
    const std::string digits = digits_of_phone(number);
    for (std::size_t size = kFewestDigits; size <= digits.size(); ++size)
      tokens.push_back(facet_token(Facet::number, std::string_view(digits).substr(digits.size() - size)));
  }
}

std::optional<SearchTerms> terms_of(std::string_view typed) {
  SearchTerms terms;
  if (const std::string digits = only_digits(typed); !digits.empty()) {
    terms.groups = {{facet_token(Facet::number, digits), sound_token(digits)}};
    return terms;
  }
  for (const std::string& part : parts_of(typed)) {
    if (part.starts_with('"')) {
      std::string phrase;
      for (const std::string& word : domain::words_of(part)) phrase += (phrase.empty() ? "" : " ") + word;
      if (!phrase.empty()) terms.groups.push_back({std::move(phrase)});
    } else if (part.starts_with('@') && part.size() > 1) {
      terms.groups.push_back({facet_token(Facet::handle, domain::case_folded(part.substr(1)))});
    } else {
      add_words(terms, domain::words_of(part));
    }
  }
  return terms.groups.empty() ? std::nullopt : std::optional(std::move(terms));
}

std::optional<SearchTerms> unfinished_terms_of(std::string_view typed) {
  const auto parts = parts_of(typed);
  if (parts.empty() || parts.back().starts_with('"') || parts.back().starts_with('@')) return std::nullopt;
  const auto words = domain::words_of(parts.back());
  auto terms = terms_of(typed);
  if (!terms || words.empty() || terms->groups.back().size() != 1) return std::nullopt;
  constexpr std::size_t kShortest = 2;
  const std::string sound = domain::sound_of(words.back());
  if (sound.size() < kShortest) return std::nullopt;
  terms->groups.pop_back();
  terms->beginning = std::string(kSound) + sound;
  return terms;
}

std::vector<std::string> tops_of(const std::vector<std::string>& scope, const domain::UnitTree& units) {
  const std::set<std::string_view> within(scope.begin(), scope.end());
  std::vector<std::string> tops;
  for (const std::string& code : scope) {
    const domain::Unit* unit = units.find(code);
    if (unit == nullptr || !within.contains(unit->parent)) tops.push_back(code);
  }
  return tops;
}

}  // namespace seva::actions
