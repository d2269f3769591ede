#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"

namespace seva::domain {

/// The public name of a ticket: the instance's prefix, ten random symbols in two groups, one check symbol, as `UPP-7K3M9-Q2XVA-F`.
///
/// The symbols are Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O, U. Fifty random bits make it unguessable
/// and need no coordination. The check symbol is of the same alphabet: a weighted sum over GF(32) with a different non-zero weight at every
/// place, so that one wrong symbol, and any two symbols that changed places, are always caught.
class Docket {
 public:
  static constexpr std::size_t kRandomSymbols = 10;

  /// Makes a docket from 50 random bits (the low ones of `random`).
  /// `prefix` is 2 to 6 capital letters or digits; the settings check that.
  [[nodiscard]] static Docket make(std::string_view prefix, std::uint64_t random);

  /// Reads what a person typed: any case, with or without hyphens and blanks, O for 0, I and L for 1.
  /// Refuses another prefix, a wrong length, a foreign symbol, a wrong check symbol; the Problem says which.
  [[nodiscard]] static Result<Docket> parse(std::string_view prefix, std::string_view typed);

  [[nodiscard]] const std::string& text() const { return text_; }
  friend bool operator==(const Docket&, const Docket&) = default;

 private:
  explicit Docket(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// The dockets that stand in a text, typed as parse() takes them, in their order; at most four.
[[nodiscard]] std::vector<Docket> dockets_in(std::string_view prefix, std::string_view text);

}  // namespace seva::domain
