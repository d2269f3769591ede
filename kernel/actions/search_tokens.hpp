#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/search_index.hpp"
#include "domain/message.hpp"
#include "domain/ticket.hpp"
#include "domain/unit_tree.hpp"

namespace seva::actions {

/// The form of the tokens with this tree of units: what the index was made for. Changes when either does.
[[nodiscard]] std::string search_form(const domain::UnitTree& units);

/// How a word of a text sounds (domain/sound.hpp).
[[nodiscard]] std::string sound_token(std::string_view word);

/// A fact of the ticket that a list may choose by.
enum class Facet : char { unit = 'u', open = 'o', department = 'd', category = 'c', channel = 'h', number = 'n', handle = 'a' };
[[nodiscard]] std::string facet_token(Facet facet, std::string_view value);

/// All facets of the ticket: its unit and each above it, whether it is open, department, category, channel.
void add_facets(std::vector<std::string>& tokens, const domain::Ticket& ticket, const domain::UnitTree& units);

/// How an author is found: by handle, and by the last four or more digits where the id or handle is a phone number.
void add_author(std::vector<std::string>& tokens, const domain::Author& author);

/// What a person typed: @handle, digits (of a phone number or in the text), words as they sound, "words in quotes" as they are written. At most 16 of
/// them count. nullopt: it holds nothing that could be found.
[[nodiscard]] std::optional<SearchTerms> terms_of(std::string_view typed);

/// The same where the last word is still being written. nullopt: it is too short, or it is no word.
[[nodiscard]] std::optional<SearchTerms> unfinished_terms_of(std::string_view typed);

/// The units of the scope that lie under no other of it: what lies in the scope lies under one of them, as scopes are made of whole subtrees.
[[nodiscard]] std::vector<std::string> tops_of(const std::vector<std::string>& scope, const domain::UnitTree& units);

}  // namespace seva::actions
