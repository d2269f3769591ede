#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "seva/department.hpp"
#include "seva/text/tokens.hpp"

namespace seva::telecom {

/// The numbers that a text gives, in ASCII digits. They are the citizen's own: they become facts for the desk, never part of a reason.
struct Numbers {
  struct Pin {
    std::string digits;      ///< six
    bool is_called = false;  ///< the text says that it is a PIN code
  };
  std::vector<Pin> pins;
  std::string landline;           ///< without the leading 0; may be the area code alone
  std::string mobile;             ///< ten digits, or what a writer left of them ("94150xxxxx" gives 94150)
  std::string article;            ///< of a letter or parcel, as S10 of the Universal Postal Union writes it: EE123456789IN
  bool is_article_sound = false;  ///< its check digit is right
  std::string reference;          ///< of an earlier complaint or request
  std::vector<Words> where;       ///< all of them, in the order of the text

  void clear();
  [[nodiscard]] bool is_any() const { return !where.empty(); }
  /// Cuts them out of byte ranges that are to be shown.
  void hide_in(std::vector<Words>& shown) const;
};

/// Tells PIN codes, telephone numbers, numbers of articles and of complaints apart by their form and the words beside them. Six digits after "OTP",
/// "Rs" or "complaint number" are no PIN code. One thread at a time.
class NumberReader {
 public:
  NumberReader();
  void read(const text::Tokens& tokens, Numbers& numbers);

 private:
  enum Beside : unsigned { pin_word = 1, money_word = 2, other_number_word = 4, complaint_word = 8, area_code_word = 16 };

  void learn(std::string_view words, Beside beside);
  [[nodiscard]] unsigned before(const text::Tokens& tokens, std::size_t at, std::size_t words) const;
  [[nodiscard]] unsigned at(const text::Tokens& tokens, std::size_t index) const;

  // Each answers with the number of tokens that it has taken; 0 where the token is nothing of the kind.
  std::size_t take_article(const text::Tokens& tokens, std::size_t index, Numbers& numbers) const;
  std::size_t take_reference(const text::Tokens& tokens, std::size_t index, Numbers& numbers) const;
  std::size_t take_telephone(const text::Tokens& tokens, std::size_t index, Numbers& numbers) const;
  std::size_t take_masked_mobile(const text::Tokens& tokens, std::size_t index, Numbers& numbers) const;
  std::size_t take_pin(const text::Tokens& tokens, std::size_t index, Numbers& numbers) const;

  std::unordered_map<std::uint64_t, unsigned> words_;  ///< a word's key to the bits of Beside
};

/// Whether the check digit of an S10 number (two letters, nine digits, two letters) is right.
[[nodiscard]] bool is_article_sound(std::string_view article);

}  // namespace seva::telecom
