#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "composition.hpp"
#include "seva/department.hpp"
#include "seva/text/evidence.hpp"

namespace seva::telecom {

/// Whose business a category is.
enum class Family : std::uint8_t { any = 1, telephones, post };

/// What a text speaks of: the category with the heaviest words.
struct CategoryFinding {
  std::string code;  ///< empty if nothing was found
  Family family = Family::any;
  double weight = 0;
  bool asks = false;        ///< it asks how, when or by which number
  std::uint32_t named = 0;  ///< how many categories have words in the text, QUERY left out
  std::vector<Words> words;
};

/// Chooses the category by the phrases of lexicon/categories.inc, else by a thing and its trouble (composition.hpp), and says what follows from it.
/// One thread at a time.
class CategoryChooser {
 public:
  CategoryChooser();

  /// Where bodies of one family are addressed, `preferred` names it: words of the other must then be stronger to win.
  [[nodiscard]] CategoryFinding choose(const text::Tokens& tokens, Family preferred = Family::any);

 private:
  /// False where no thing and its trouble are found.
  bool compose(const text::Tokens& tokens, CategoryFinding& finding);

  text::Lexicon lexicon_;
  text::Evidence evidence_;
  Composer composer_;
  std::uint32_t query_ = 0;
};

[[nodiscard]] Family family_of(std::string_view category);
/// The priority of a category where nothing makes it more urgent.
[[nodiscard]] Priority priority_of(std::string_view category);
/// Whether a question about it is a question, and not a complaint.
[[nodiscard]] bool is_light(std::string_view category);
/// Whether a ticket of this category names a victim who must stay unknown.
[[nodiscard]] bool is_confidential(std::string_view category);
/// Whether the regulator acts on it even where an operator is named: towers, fraud, abuse.
[[nodiscard]] bool is_the_regulators(std::string_view category);
/// Whether the regulator acts on it where no operator is named.
[[nodiscard]] bool may_be_the_regulators(std::string_view category);
/// Whether it is about a line to a house, which a public carrier most often has.
[[nodiscard]] bool is_fixed_line(std::string_view category);
/// Whether it is between two operators by its nature.
[[nodiscard]] bool is_between_operators(std::string_view category);

}  // namespace seva::telecom
