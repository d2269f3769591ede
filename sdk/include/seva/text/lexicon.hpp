#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "seva/text/phrases.hpp"

namespace seva::text {

/// A named group of phrases that say the same thing: "asks for help", say, or a category.
struct Feature {
  std::string name;
  double weight = 0;  ///< the lexicon's figure behind the name; its meaning is the reader's
};

/// Phrases by feature, read from a text that people edit:
///
///     # a remark
///     [delay 0.9]
///     en: not yet; still waiting
///     hl: abhi tak nahi
///     hi: अब तक नहीं; अभी भी प्रतीक्षा
///
/// `en` and `hi` are compared by spelling, `hl` (Hindi in Latin letters) by sound; what a phrase may hold is said at PhraseMatcher.
/// The matches' `phrase` is the index of the feature. A feature may be opened again further down without a weight.
class Lexicon {
 public:
  Lexicon() = default;
  /// Throws std::invalid_argument that names the line, since a lexicon is part of the program.
  explicit Lexicon(std::string_view source);

  /// The index of the feature with this name, made if there is none.
  std::uint32_t feature(std::string_view name, double weight = 0);
  /// Where a reader weighs a shared lexicon's feature in its own way.
  void set_weight(std::uint32_t feature, double weight) { features_[feature].weight = weight; }
  void add(std::uint32_t feature, std::string_view phrase, Spelling spelling) { phrases_.add(phrase, feature, spelling); }

  [[nodiscard]] const std::vector<Feature>& features() const { return features_; }
  /// The index of the feature with this name; features().size() if there is none.
  [[nodiscard]] std::uint32_t index_of(std::string_view name) const;
  void find(const Tokens& tokens, std::vector<PhraseMatch>& found) const { phrases_.find(tokens, found); }

 private:
  void read_line(std::string_view line, std::uint32_t& open);

  std::vector<Feature> features_;
  PhraseMatcher phrases_;
};

namespace detail {

[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Calls `take` with each trimmed part of `text` between separators, empty ones left out.
template <class Take>
void for_each_part(std::string_view text, char separator, Take take) {
  while (!text.empty()) {
    const auto end = text.find(separator);
    if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty()) take(part);
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace detail

inline std::uint32_t Lexicon::index_of(std::string_view name) const {
  std::uint32_t index = 0;
  while (index < features_.size() && features_[index].name != name) ++index;
  return index;
}

inline std::uint32_t Lexicon::feature(std::string_view name, double weight) {
  const std::uint32_t index = index_of(name);
  if (index == features_.size()) features_.push_back({std::string(name), weight});
  return index;
}

inline void Lexicon::read_line(std::string_view line, std::uint32_t& open) {
  if (line.front() == '[') {
    const auto end = line.find(']');
    if (end == std::string_view::npos) throw std::invalid_argument("a heading lacks its ]");
    const std::string_view heading = detail::trimmed(line.substr(1, end - 1));
    const auto blank = heading.find(' ');
    const std::string weight(blank == std::string_view::npos ? "0" : heading.substr(blank + 1));
    open = feature(heading.substr(0, blank), std::stod(weight));
    return;
  }
  const std::string_view language = line.substr(0, 3);
  if (open == features_.size()) throw std::invalid_argument("phrases stand before the first heading");
  if (language != "en:" && language != "hi:" && language != "hl:") throw std::invalid_argument("a line begins with en:, hi: or hl:");
  const Spelling spelling = language == "hl:" ? Spelling::sounded : Spelling::exact;
  detail::for_each_part(line.substr(3), ';', [&](std::string_view phrase) { add(open, phrase, spelling); });
}

inline Lexicon::Lexicon(std::string_view source) {
  std::uint32_t open = 0;
  std::size_t number = 0;
  while (!source.empty()) {
    const auto end = source.find('\n');
    const std::string_view line = detail::trimmed(source.substr(0, end));
    ++number;
    try {
      if (!line.empty() && line.front() != '#') read_line(line, open);
    } catch (const std::exception& problem) {
      throw std::invalid_argument("lexicon, line " + std::to_string(number) + ": " + problem.what());
    }
    if (end == std::string_view::npos) return;
    source.remove_prefix(end + 1);
  }
}

}  // namespace seva::text
