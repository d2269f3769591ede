#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "seva/text/phrases.hpp"
#include "units.hpp"

namespace seva::telecom {

/// A body that a text names by its own name or one of its brands.
struct NamedBody {
  UnitIndex body = kNoUnit;
  bool is_compared = false;  ///< "worse than X", "I shall go to X": the other one, not the one complained of
  bool is_closed = false;    ///< the name of an operator that serves no more; `body` is who answers for it
  std::vector<Words> words;
};

/// Knows bodies by the names of their units and by the file `operators`: comma-separated with the columns name, language, unit, state (active,
/// former, closed), context ("needed" where the name is also a common word: it then counts in a text on telephones only).
class BodyNames {
 public:
  BodyNames() = default;
  BodyNames(std::string_view csv, const Units& units);

  /// The bodies in the order of the text, each once. The accounts `addressed` address, they do not name. `is_on_telephones` decides about names that
  /// need context.
  void find(const text::Tokens& tokens, const std::vector<AddressedView>& addressed, bool is_on_telephones, std::vector<NamedBody>& named);
  [[nodiscard]] std::size_t unusable_rows() const { return unusable_rows_; }

 private:
  struct Name {
    UnitIndex body = kNoUnit;
    bool needs_context = false;
    bool is_closed = false;
  };

  void add(std::string_view name, const Name& meaning);
  [[nodiscard]] bool is_compared(const text::Tokens& tokens, const text::PhraseMatch& match) const;
  void find_in_handles(const text::Tokens& tokens, const std::vector<AddressedView>& addressed, std::vector<NamedBody>& named) const;

  text::PhraseMatcher phrases_;
  std::vector<Name> names_;
  std::vector<std::pair<std::string, UnitIndex>> handle_beginnings_;
  std::unordered_set<std::uint64_t> words_of_comparison_before_;
  std::unordered_set<std::uint64_t> words_of_comparison_behind_;
  std::vector<text::PhraseMatch> matches_;
  std::size_t unusable_rows_ = 0;
};

}  // namespace seva::telecom
