#pragma once

#include <string>
#include <vector>

#include "seva/department.hpp"
#include "seva/text/evidence.hpp"

namespace seva::railways {

/// The desk's four kinds of post.
enum class PostClass : std::uint8_t { critical = 1, non_critical, suggestion, other };

[[nodiscard]] std::string_view name_of(PostClass post_class);

/// What a text speaks of: the category with the heaviest words.
struct CategoryFinding {
  std::string code;  ///< empty if nothing was found
  PostClass group = PostClass::other;
  double weight = 0;
  std::uint32_t named = 0;  ///< how many categories that are complaints have words in the text
  bool asks = false;        ///< there are words of a question to an enquiry, whatever else is told
  std::vector<Words> words;
  std::vector<Words> illness;  ///< words that somebody is unwell
  bool is_presumed = false;    ///< these words alone made it a medical matter

  /// Makes it a medical matter. Where somebody in a train is unwell, everyday matters beside it count less.
  void take_illness();
};

/// Chooses the category by lexicon/categories.inc. One thread at a time.
class CategoryChooser {
 public:
  CategoryChooser();

  void choose(const text::Tokens& tokens, CategoryFinding& finding);

 private:
  text::Lexicon lexicon_;
  text::Evidence evidence_;
  std::vector<PostClass> groups_;  ///< by feature
  std::uint32_t query_ = 0;
  std::uint32_t illness_ = 0;
};

/// The group that a category stands in.
[[nodiscard]] PostClass group_of(std::string_view category);
/// Whether somebody's life may hang on it: an emergency while it happens, and not only a matter for soon.
[[nodiscard]] bool is_of_life(std::string_view category);
/// Whether a ticket of this category names a victim who must stay unknown.
[[nodiscard]] bool is_confidential(std::string_view category);
/// Whether it can wait longer than others.
[[nodiscard]] bool is_light(std::string_view category);

}  // namespace seva::railways
