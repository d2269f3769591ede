#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/ids.hpp"

namespace seva::actions {

/// What a ticket is found by. Without text and tokens it is found no more.
struct SearchDocument {
  domain::TicketId ticket;
  std::string text;                 ///< as written: phrases are found in it
  std::vector<std::string> tokens;  ///< one word each, see search_tokens.hpp
};

/// Of each group, one must be there. A term of several words is found where they stand side by side.
struct SearchTerms {
  std::vector<std::vector<std::string>> groups;
  std::string beginning;  ///< a token must begin with this; empty: none
};

/// How far the index is. Tickets are put in twice over: those that change are followed by the log of events, and all of them once, newest first.
struct SearchProgress {
  std::string form;              ///< what the tokens were made from and by; anything else must be put in anew
  domain::EventId followed;      ///< all events up to this one are in
  domain::TicketId backfilled;   ///< all tickets from this one on are in; none: all are
  domain::TicketId filled_from;  ///< where that began

  friend bool operator==(const SearchProgress&, const SearchProgress&) = default;
};

/// The words of tickets, kept by each node for itself. It can be thrown away: everything in it can be put in again. Safe to use from any thread; of
/// put() one at a time. Throws std::runtime_error, with a text that holds no word, where the index cannot be used.
class SearchIndex {
 public:
  virtual ~SearchIndex() = default;
  /// Newest first, only those below `before` where it is one.
  [[nodiscard]] virtual std::vector<domain::TicketId> find(const SearchTerms& terms, domain::TicketId before, std::size_t limit) = 0;
  /// Each document replaces the one of its ticket; the progress is kept with them, all or nothing.
  virtual void put(std::span<const SearchDocument> documents, const SearchProgress& progress) = 0;
  /// Nothing where nothing was ever put.
  [[nodiscard]] virtual SearchProgress progress() = 0;
};

}  // namespace seva::actions
