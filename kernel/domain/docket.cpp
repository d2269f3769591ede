#include "domain/docket.hpp"

#include <algorithm>
#include <optional>

namespace seva::domain {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kSymbols = Docket::kRandomSymbols + 1;
using Symbols = std::array<std::uint8_t, kSymbols>;

/// Multiplies in GF(32) by the generator of its multiplicative group, modulo x^5 + x^2 + 1.
constexpr std::uint8_t times_generator(std::uint8_t value) {
  const unsigned shifted = static_cast<unsigned>(value) << 1;
  return static_cast<std::uint8_t>((shifted & 0x20) != 0 ? shifted ^ 0x25 : shifted);
}

/// The sum of symbol × generator^place by Horner's rule; the check symbol has place 0. Zero for a right docket.
std::uint8_t weighted_sum(const Symbols& symbols) {
  std::uint8_t sum = 0;
  for (const std::uint8_t symbol : symbols) sum = times_generator(sum) ^ symbol;
  return sum;
}

std::optional<std::uint8_t> value_of(char typed) {
  const char upper = (typed >= 'a' && typed <= 'z') ? static_cast<char>(typed - 'a' + 'A') : typed;
  if (upper == 'O') return 0;
  if (upper == 'I' || upper == 'L') return 1;
  const auto place = kAlphabet.find(upper);
  if (place == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(place);
}

std::string written(std::string_view prefix, const Symbols& symbols) {
  std::string text(prefix);
  for (std::size_t place = 0; place < kSymbols; ++place) {
    if (place % 5 == 0) text += '-';
    text += kAlphabet[symbols[place]];
  }
  return text;
}

Problem refused(std::string what) {
  return invalid("docket_invalid", std::move(what), "docket", "Compare it with the message in which you received it.");
}

std::string without_separators(std::string_view typed) {
  std::string bare;
  for (const char symbol : typed)
    if (symbol != '-' && symbol != ' ') bare += (symbol >= 'a' && symbol <= 'z') ? static_cast<char>(symbol - 'a' + 'A') : symbol;
  return bare;
}

}  // namespace

Docket Docket::make(std::string_view prefix, std::uint64_t random) {
  Symbols symbols{};
  for (std::size_t place = 0; place < kRandomSymbols; ++place) {
    symbols[place] = static_cast<std::uint8_t>(random & 31);
    random >>= 5;
  }
  symbols.back() = weighted_sum(symbols);
  return Docket(written(prefix, symbols));
}

Result<Docket> Docket::parse(std::string_view prefix, std::string_view typed) {
  constexpr std::size_t kLongestTyped = 64;
  if (typed.size() > kLongestTyped) return refused("The docket is too long.");
  const std::string bare = without_separators(typed);
  if (!bare.starts_with(prefix)) return refused("The docket does not begin with " + std::string(prefix) + ".");
  if (bare.size() != prefix.size() + kSymbols) return refused("The docket needs 11 symbols after " + std::string(prefix) + ".");
  Symbols symbols{};
  for (std::size_t place = 0; place < kSymbols; ++place) {
    const auto value = value_of(bare[prefix.size() + place]);
    if (!value) return refused("The docket has a symbol that no docket has.");
    symbols[place] = *value;
  }
  if (weighted_sum(symbols) != 0) return refused("One of the docket's symbols is wrong.");
  return Docket(written(prefix, symbols));
}

std::vector<Docket> dockets_in(std::string_view prefix, std::string_view text) {
  constexpr std::size_t kMost = 4;
  const auto upper = [](char symbol) { return (symbol >= 'a' && symbol <= 'z') ? static_cast<char>(symbol - 'a' + 'A') : symbol; };
  const auto is_symbol = [&](char symbol) { return (upper(symbol) >= 'A' && upper(symbol) <= 'Z') || (symbol >= '0' && symbol <= '9'); };
  const auto begins_at = [&](std::size_t place) {
    if (place > 0 && is_symbol(text[place - 1])) return false;
    return std::equal(prefix.begin(), prefix.end(), text.begin() + static_cast<std::ptrdiff_t>(place),
                      [&](char left, char right) { return left == upper(right); });
  };
  std::vector<Docket> dockets;
  for (std::size_t place = 0; place + prefix.size() + kSymbols <= text.size() && dockets.size() < kMost; ++place) {
    if (!begins_at(place)) continue;
    std::size_t end = place;
    for (std::size_t symbols = 0; end < text.size() && symbols < prefix.size() + kSymbols; ++end) {
      if (is_symbol(text[end]))
        ++symbols;
      else if (text[end] != '-' && text[end] != ' ')
        break;
    }
    if (end < text.size() && is_symbol(text[end])) continue;
    if (auto docket = Docket::parse(prefix, text.substr(place, end - place))) dockets.push_back(std::move(*docket));
  }
  return dockets;
}

}  // namespace seva::domain
