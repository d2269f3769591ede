#pragma once

#include <string>
#include <vector>

#include "seva/department.hpp"
#include "seva/text/evidence.hpp"
#include "seva/text/urgency.hpp"

namespace seva::police {

/// What a text speaks of: the category with the heaviest words.
struct CategoryFinding {
  std::string code;  ///< empty if nothing was found
  double weight = 0;
  std::uint32_t named = 0;  ///< how many categories have words in the text, QUERY left out
  std::vector<Words> words;
};

/// Chooses the category by lexicon/categories.inc and says what follows from it. One thread at a time.
class CategoryChooser {
 public:
  CategoryChooser();

  [[nodiscard]] CategoryFinding choose(const text::Tokens& tokens);

 private:
  text::Lexicon lexicon_;
  text::Evidence evidence_;
  std::uint32_t query_ = 0;
};

/// The priority of a category where nobody is in danger now.
[[nodiscard]] Priority priority_of(std::string_view category);
/// Whether a question about it is a question, and not a complaint.
[[nodiscard]] bool is_light(std::string_view category);
/// Whether a ticket of this category names a victim who must stay unknown.
[[nodiscard]] bool is_confidential(std::string_view category);
/// Whether the traffic branch of a city may take it.
[[nodiscard]] bool is_traffic(std::string_view category);

}  // namespace seva::police
