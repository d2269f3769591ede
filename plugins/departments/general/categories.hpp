#pragma once

#include <optional>
#include <string>
#include <vector>

#include "seva/settings.hpp"
#include "seva/text/evidence.hpp"

namespace seva::general {

/// Which of the instance's categories a text speaks of, by the keywords that its administrator wrote.
class Categories {
 public:
  struct Finding {
    std::string code;
    std::vector<text::PhraseMatch> matches;
  };

  Categories() = default;
  /// The sections of the configuration's `categories`: code and keywords.
  explicit Categories(const std::vector<Config>& sections);

  /// The category with most keywords in the text, the earlier one of equals. Nothing if there is none.
  [[nodiscard]] std::optional<Finding> find(const text::Tokens& tokens);

 private:
  text::Lexicon keywords_;
  text::Evidence evidence_;
};

}  // namespace seva::general
