#include "numbers.hpp"

#include <algorithm>
#include <array>

namespace seva::telecom {
namespace {

using text::TokenKind;
using text::Tokens;

constexpr std::string_view kPinWords = "pin pincode pincodes zip zipcode postcode पिन पिनकोड";
constexpr std::string_view kMoneyWords = "rs inr rupees rupee rupaye rupay rupaya rupay paise amount balance lakh रु रुपये रुपए रुपया रूपये राशि बैलेंस लाख";
constexpr std::string_view kOtherNumberWords =
    "otp upc puk imei imsi account acct policy consignment article order transaction txn utr customer consumer ca khata passbook cheque "
    "no number num id nos नंबर नम्बर संख्या खाता खाते ओटीपी पॉलिसी";
constexpr std::string_view kComplaintWords = "complaint complain docket ticket reference ref request sr grievance shikayat शिकायत संदर्भ डॉकेट";
constexpr std::string_view kAreaCodeWords = "std stdcode एसटीडी";

constexpr std::size_t kPinDigits = 6;
constexpr std::size_t kNationalDigits = 10;
constexpr std::size_t kArticleSize = 13;
constexpr std::size_t kMostPins = 4;
constexpr std::size_t kFewestOfAReference = 5;
constexpr std::size_t kMostOfAReference = 24;
constexpr std::size_t kFewestBeforeAMask = 4;
constexpr std::size_t kFewestOfAMask = 2;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_mask(char c) { return c == 'x' || c == 'X' || c == '*'; }
bool are_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::string_view raw(const Tokens& tokens, std::size_t index) { return tokens.text().substr(tokens[index].offset, tokens[index].size); }

/// What stands between a token and the next one.
std::string_view gap_after(const Tokens& tokens, std::size_t index) {
  const std::size_t from = tokens[index].offset + tokens[index].size;
  return tokens.text().substr(from, tokens[index + 1].offset - from);
}

bool is_number(const Tokens& tokens, std::size_t index) { return index < tokens.size() && tokens[index].kind == TokenKind::number; }

/// Whether the digits of a number may go on behind such a gap.
bool joins_digits(std::string_view gap) { return gap.size() <= 3 && gap.find_first_not_of(" -()") == std::string_view::npos; }

/// A national number as mobile or landline; neither where it is none.
void sort_out(std::string_view digits, bool is_parted, Numbers& numbers) {
  if (digits.size() == kNationalDigits + 2 && digits.starts_with("91")) digits.remove_prefix(2);
  const bool has_zero = digits.size() == kNationalDigits + 1 && digits.front() == '0';
  if (has_zero) digits.remove_prefix(1);
  if (digits.size() != kNationalDigits) return;
  const bool may_be_mobile = digits.front() >= '6';
  if (may_be_mobile && !(has_zero && is_parted))
    numbers.mobile = digits;
  else if (digits.front() != '0')
    numbers.landline = digits;
}

}  // namespace

void Numbers::clear() {
  pins.clear();
  landline.clear();
  mobile.clear();
  article.clear();
  is_article_sound = false;
  reference.clear();
  where.clear();
}

void Numbers::hide_in(std::vector<Words>& shown) const {
  for (const Words& hidden : where) {
    std::vector<Words> left;
    for (const Words& words : shown) {
      const std::size_t end = words.offset + words.size;
      const std::size_t hidden_end = hidden.offset + hidden.size;
      if (end <= hidden.offset || words.offset >= hidden_end) {
        left.push_back(words);
        continue;
      }
      if (words.offset < hidden.offset) left.push_back({words.offset, hidden.offset - words.offset});
      if (end > hidden_end) left.push_back({hidden_end, end - hidden_end});
    }
    shown = std::move(left);
  }
}

bool is_article_sound(std::string_view article) {
  constexpr std::array<int, 8> kWeights{8, 6, 4, 2, 3, 5, 9, 7};
  if (article.size() != kArticleSize || !are_digits(article.substr(2, 9))) return false;
  int sum = 0;
  for (std::size_t place = 0; place < kWeights.size(); ++place) sum += kWeights[place] * (article[place + 2] - '0');
  const int rest = 11 - sum % 11;
  return article[10] - '0' == (rest == 10 ? 0 : rest == 11 ? 5 : rest);
}

NumberReader::NumberReader() {
  learn(kPinWords, pin_word);
  learn(kMoneyWords, money_word);
  learn(kOtherNumberWords, other_number_word);
  learn(kComplaintWords, complaint_word);
  learn(kAreaCodeWords, area_code_word);
}

void NumberReader::learn(std::string_view words, Beside beside) {
  Tokens tokens;
  tokens.read(words);
  for (const text::Token& token : tokens.all()) words_[token.key] |= beside;
}

unsigned NumberReader::at(const Tokens& tokens, std::size_t index) const {
  if (index >= tokens.size()) return 0;
  const auto known = words_.find(tokens[index].key);
  return known == words_.end() ? 0 : known->second;
}

unsigned NumberReader::before(const Tokens& tokens, std::size_t index, std::size_t words) const {
  unsigned found = 0;
  for (std::size_t back = 1; back <= std::min(words, index); ++back) found |= at(tokens, index - back);
  return found;
}

void NumberReader::read(const Tokens& tokens, Numbers& numbers) {
  numbers.clear();
  for (std::size_t index = 0; index < tokens.size();) {
    const TokenKind kind = tokens[index].kind;
    std::size_t taken = 0;
    if (kind == TokenKind::word || kind == TokenKind::number) {
      if (taken == 0) taken = take_article(tokens, index, numbers);
      if (taken == 0) taken = take_reference(tokens, index, numbers);
      if (taken == 0) taken = take_masked_mobile(tokens, index, numbers);
      if (taken == 0) taken = take_telephone(tokens, index, numbers);
      if (taken == 0) taken = take_pin(tokens, index, numbers);
    }
    if (taken > 0) {
      const text::Token& last = tokens[index + taken - 1];
      numbers.where.push_back({tokens[index].offset, last.offset + last.size - tokens[index].offset});
    }
    index += std::max<std::size_t>(taken, 1);
  }
}

std::size_t NumberReader::take_article(const Tokens& tokens, std::size_t index, Numbers& numbers) const {
  std::string article(raw(tokens, index));
  std::size_t taken = 1;
  // "EE 123456789 IN" is often typed with blanks.
  if (article.size() == 2 && is_number(tokens, index + 1) && tokens[index + 1].folded_size == 9 && index + 2 < tokens.size()) {
    article += std::string(tokens.folded(tokens[index + 1])) + std::string(raw(tokens, index + 2));
    taken = 3;
  }
  if (article.size() != kArticleSize || !is_letter(article[0]) || !is_letter(article[1]) || !are_digits(std::string_view(article).substr(2, 9)))
    return 0;
  for (char& c : article) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (!article.ends_with("IN")) return 0;
  numbers.article = std::move(article);
  numbers.is_article_sound = is_article_sound(numbers.article);
  return taken;
}

std::size_t NumberReader::take_reference(const Tokens& tokens, std::size_t index, Numbers& numbers) const {
  constexpr std::size_t kReach = 3;
  const unsigned beside = before(tokens, index, kReach);
  if ((beside & complaint_word) == 0 || (beside & pin_word) != 0) return 0;
  const std::string_view folded = tokens.folded(tokens[index]);
  const auto digits = static_cast<std::size_t>(std::count_if(folded.begin(), folded.end(), is_digit));
  if (digits < kFewestOfAReference || folded.size() > kMostOfAReference) return 0;
  const bool is_mobile = digits == kNationalDigits && folded.front() >= '6' && (beside & other_number_word) == 0;
  if (is_mobile || std::any_of(folded.begin(), folded.end(), [](char c) { return !is_digit(c) && !is_letter(c); })) return 0;
  numbers.reference = folded;
  return 1;
}

std::size_t NumberReader::take_masked_mobile(const Tokens& tokens, std::size_t index, Numbers& numbers) const {
  const std::string_view rest = tokens.text().substr(tokens[index].offset);
  const auto digits = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_digit) - rest.begin());
  if (digits < kFewestBeforeAMask || digits >= kNationalDigits || rest.front() < '6') return 0;
  const std::string_view behind = rest.substr(digits);
  const auto masked = static_cast<std::size_t>(std::find_if_not(behind.begin(), behind.end(), is_mask) - behind.begin());
  if (masked < kFewestOfAMask || digits + masked > kNationalDigits) return 0;
  numbers.mobile = rest.substr(0, digits);
  return 1;
}

std::size_t NumberReader::take_telephone(const Tokens& tokens, std::size_t index, Numbers& numbers) const {
  constexpr std::size_t kShortestCode = 3;
  constexpr std::size_t kLongestCode = 5;
  if (!is_number(tokens, index)) return 0;
  const std::string_view first = tokens.folded(tokens[index]);
  const bool is_code = first.front() == '0' && first.size() >= kShortestCode && first.size() <= kLongestCode;
  if (is_code && is_number(tokens, index + 1) && joins_digits(gap_after(tokens, index))) {
    const std::string_view subscriber = tokens.folded(tokens[index + 1]);
    if (subscriber.size() >= 5 && subscriber.size() <= 8) {
      numbers.landline = std::string(first.substr(1)) + std::string(subscriber);
      return 2;
    }
  }
  if (is_code && (before(tokens, index, 2) & area_code_word) != 0) {
    if (numbers.landline.empty()) numbers.landline = first.substr(1);
    return 1;
  }
  std::string digits(first);
  for (std::size_t taken = 1;; ++taken) {
    Numbers found;
    sort_out(digits, taken > 1, found);
    if (!found.mobile.empty() && numbers.mobile.empty()) numbers.mobile = found.mobile;
    if (!found.landline.empty() && numbers.landline.empty()) numbers.landline = found.landline;
    if (!found.mobile.empty() || !found.landline.empty()) return taken;
    if (!is_number(tokens, index + taken) || !joins_digits(gap_after(tokens, index + taken - 1)) || digits.size() > kNationalDigits) return 0;
    digits += tokens.folded(tokens[index + taken]);
  }
}

std::size_t NumberReader::take_pin(const Tokens& tokens, std::size_t index, Numbers& numbers) const {
  if (!is_number(tokens, index)) return 0;
  std::string digits(tokens.folded(tokens[index]));
  const unsigned beside = before(tokens, index, 2);
  const std::size_t offset = tokens[index].offset;
  const std::string_view ahead = tokens.text().substr(0, offset);
  // "Lucknow-226010" is how addresses are written.
  const bool is_attached = offset > 1 && ahead.ends_with('-') && !is_digit(ahead[offset - 2]) && ahead[offset - 2] != ' ';
  const bool is_called = (beside & pin_word) != 0 || is_attached;
  std::size_t taken = 1;
  if (digits.size() == kPinDigits / 2 && is_number(tokens, index + 1) && gap_after(tokens, index) == " " && is_called) {
    digits += tokens.folded(tokens[index + 1]);
    taken = 2;
  }
  if (digits.size() != kPinDigits || digits.front() == '0' || digits.front() == '9') return 0;
  const bool is_money = ahead.ends_with("₹") || ahead.ends_with("₹ ") || ((beside | at(tokens, index + taken)) & money_word) != 0;
  if (!is_called && (is_money || (beside & (other_number_word | complaint_word)) != 0)) return 0;
  if (numbers.pins.size() < kMostPins) numbers.pins.push_back({std::move(digits), is_called});
  return taken;
}

}  // namespace seva::telecom
