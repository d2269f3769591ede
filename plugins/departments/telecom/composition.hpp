#pragma once

#include <string_view>
#include <vector>

#include "seva/department.hpp"
#include "seva/text/evidence.hpp"

namespace seva::telecom {

/// A thing and what is wrong with it, which together are a matter of a category.
struct Composed {
  std::string_view category;  ///< empty if none is found
  std::vector<Words> words;
};

/// Finds the category of texts that none of the known phrases is in: lexicon/things.inc knows things and troubles, a table says which pair is what.
/// One thread at a time.
class Composer {
 public:
  Composer();
  [[nodiscard]] Composed compose(const text::Tokens& tokens);

 private:
  struct Pair {
    std::uint32_t thing = 0;
    std::uint32_t trouble = 0;
    std::string_view category;
  };

  text::Lexicon lexicon_;
  text::Evidence evidence_;
  std::vector<Pair> pairs_;  ///< the first that is found counts
};

}  // namespace seva::telecom
