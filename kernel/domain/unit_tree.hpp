#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/result.hpp"

namespace seva::domain {

/// A word in the two languages of every instance.
struct Text {
  std::string en;
  std::string hi;
  [[nodiscard]] const std::string& in(std::string_view language) const { return language == "hi" && !hi.empty() ? hi : en; }
};

/// An office that can hold tickets.
struct Unit {
  std::string code;    ///< unique in the instance; letters, digits, hyphen
  std::string parent;  ///< code of the unit above; empty for a root
  std::string kind;    ///< hq, zone, range, district, station, desk, … as the instance names its levels
  Text name;
  std::vector<std::string> aliases;  ///< other spellings and former names, in any script
  bool keeps_sealed = false;         ///< it and those below it alone read what is sealed for it
};

/// The units of an instance. Immutable once built; safe to read from any thread.
class UnitTree {
 public:
  UnitTree() = default;

  /// Refuses double codes, unknown parents and circles; the Problem names the unit.
  [[nodiscard]] static Result<UnitTree> build(std::vector<Unit> units);

  [[nodiscard]] const Unit* find(std::string_view code) const;
  [[nodiscard]] const std::vector<Unit>& all() const { return units_; }

  /// True when `code` is `ancestor` or lies below it. Unknown codes lie nowhere.
  [[nodiscard]] bool is_within(std::string_view code, std::string_view ancestor) const;

  /// `code` and all below it, in tree order. Empty for an unknown code.
  [[nodiscard]] std::vector<std::string> subtree(std::string_view code) const;

  /// From the root down to `code`. Empty for an unknown code.
  [[nodiscard]] std::vector<std::string> path(std::string_view code) const;

  /// The unit nearest above `code`, or itself, that keeps what is sealed. NULL where there is none.
  [[nodiscard]] const Unit* keeper_of(std::string_view code) const;

  /// The number of units above `code`.
  [[nodiscard]] std::size_t depth(std::string_view code) const;

 private:
  struct Place {
    std::size_t index = 0;
    std::size_t first = 0;  ///< position in tree order
    std::size_t last = 0;   ///< position after the last of its subtree
  };
  [[nodiscard]] const Place* place(std::string_view code) const;

  std::vector<Unit> units_;
  std::vector<std::size_t> tree_order_;
  std::unordered_map<std::string, Place> places_;
};

}  // namespace seva::domain
