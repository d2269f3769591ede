#include "numbers.hpp"

#include <algorithm>
#include <array>

namespace seva::railways {
namespace {

constexpr std::string_view kPnrWords = "pnr pnrs prn prr pnrno पीएनआर पीऐनआर";
constexpr std::string_view kTicketWords = "ticket tickets tkt tkts tckt tikat tickat टिकट टिकिट";
constexpr std::string_view kUnreservedWords = "uts unreserved atvm general यूटीएस अनारक्षित";
constexpr std::string_view kPhoneWords =
    "mobile mob mobil cell cellno phone phn ph call called calling contact cont cntct whatsapp tel telephone helpline number91 मोबाइल मो फोन फ़ोन "
    "संपर्क कॉल व्हाट्सएप";
constexpr std::string_view kOtherIdWords =
    "transaction txn tid tranx transation ref reference rrn utr upi account acct ac1 aadhaar aadhar complaint comp order invoice awb lr consignment "
    "otp id लेनदेन खाता खाते आधार शिकायत";
constexpr std::string_view kMoneyWords =
    "rs rs. inr rupees rupee rupaye rupay rupees paid pay fine charged amount cost costs price salary lakh lakhs crore crores km kms mtr people "
    "passengers employees रुपये रुपए रू रु रुपया लाख करोड़ किमी जुर्माना";
constexpr std::string_view kTrainWords = "train trains trn trns tr trainno train# gadi gaadi rail ट्रेन गाड़ी गाडी";
constexpr std::string_view kTrainNameWords =
    "express exp xpress expr mail superfast sf rajdhani shatabdi duronto garib passenger pass local memu emu demu dmu intercity humsafar special spl "
    "एक्सप्रेस मेल राजधानी शताब्दी पैसेंजर लोकल";
constexpr std::string_view kCoachWords = "coach coaches coch coachno bogie bogi boggie compartment compartmnt dabba cabin कोच बोगी डिब्बा डिब्बे";
constexpr std::string_view kBerthWords = "berth berths birth births bearth seat seats seatno shit sheet बर्थ सीट";
constexpr std::string_view kPlatformWords = "platform platfrm pltfm pf platefrom plateform plat प्लेटफार्म प्लेटफॉर्म";
/// They may stand between a word and its number.
constexpr std::string_view kFillers = "no nos number num is are in of the नंबर न संख्या";

constexpr std::size_t kPnrDigits = 10;
constexpr std::size_t kUnreservedDigits = 11;
constexpr std::size_t kTrainDigits = 5;
constexpr std::size_t kLongDigits = 8;  ///< a number of so many digits keeps the words before it to itself
constexpr std::size_t kBefore = 4;      ///< words looked at before a long number
constexpr std::size_t kAfter = 4;
constexpr std::size_t kRightBefore = 3;
constexpr std::size_t kMostPnrs = 3;
constexpr std::size_t kMostTrains = 3;
constexpr std::size_t kMostBerths = 6;
constexpr int kLargestBerth = 120;
constexpr int kLargestPlatform = 30;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

int small_value(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 4)) value = value * 10 + (c - '0');
  return value;
}

/// What stands between two tokens.
std::string_view between(const text::Token& left, const text::Token& right, const text::Tokens& tokens) {
  const std::size_t from = left.offset + left.size;
  return tokens.text().substr(from, right.offset - from);
}

bool is_part_of_decimal(std::size_t at, const text::Tokens& tokens) {
  const auto joins = [&](std::size_t left) {
    const std::string_view gap = between(tokens[left], tokens[left + 1], tokens);
    return (gap == "." || gap == ",") && is_all_digits(tokens.folded(tokens[left + 1])) && is_digit(tokens.folded(tokens[left]).back());
  };
  return (at > 0 && joins(at - 1)) || (at + 1 < tokens.size() && joins(at));
}

bool is_upper_at(const text::Token& token, const text::Tokens& tokens) {
  const char first = tokens.text()[token.offset];
  return first >= 'A' && first <= 'Z';
}

bool is_coach_letters(std::string_view letters) {
  constexpr std::array<std::string_view, 20> kLetters{"s",  "b",  "a",  "h",  "c",  "d",  "e",  "m",  "g",  "f",
                                                      "ha", "hb", "be", "ea", "ab", "gs", "se", "bs", "ur", "dl"};
  return std::find(kLetters.begin(), kLetters.end(), letters) != kLetters.end();
}

/// A coach's letter as it is spelled in Devanagari; empty if it is none.
std::string_view latin_coach_letter(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kLetters{
      {{"एस", "S"}, {"बी", "B"}, {"ए", "A"}, {"सी", "C"}, {"डी", "D"}, {"एच", "H"}, {"एम", "M"}, {"ई", "E"}}};
  const auto* const found = std::find_if(kLetters.begin(), kLetters.end(), [&](const auto& letter) { return letter.first == word; });
  return found == kLetters.end() ? std::string_view{} : found->second;
}

bool is_whole_coach(std::string_view word) { return word == "gs" || word == "slr" || word == "ur"; }

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

void append_to_list(std::string& list, std::string_view value) {
  if (!list.empty()) list += ", ";
  list += value;
}

}  // namespace

void NamedNumbers::clear() {
  pnrs.clear();
  trains.clear();
  unreserved_ticket.clear();
  coach.clear();
  berth.clear();
  platform.clear();
}

NumberReader::NumberReader() {
  learn(kFillers, Sense::none);
  learn(kPnrWords, Sense::pnr);
  learn(kTicketWords, Sense::ticket);
  learn(kUnreservedWords, Sense::unreserved);
  learn(kPhoneWords, Sense::phone);
  learn(kOtherIdWords, Sense::other_id);
  learn(kMoneyWords, Sense::money);
  learn(kTrainWords, Sense::train);
  learn(kTrainNameWords, Sense::train_name);
  learn(kCoachWords, Sense::coach);
  learn(kBerthWords, Sense::berth);
  learn(kPlatformWords, Sense::platform);
}

void NumberReader::learn(std::string_view words, Sense sense) {
  text::Tokens tokens;
  tokens.read(words);
  for (const text::Token& token : tokens.all()) senses_.emplace(token.key, sense);
}

NumberReader::Sense NumberReader::sense_of(std::uint64_t key) const {
  const auto found = senses_.find(key);
  return found == senses_.end() ? Sense::none : found->second;
}

NumberReader::Sense NumberReader::sense_of(std::string_view word) const {
  if (word.empty()) return Sense::none;
  const Sense known = sense_of(text::hash_of(word));
  return known == Sense::none && word.ends_with("pnr") ? Sense::pnr : known;
}

NumberReader::Sense NumberReader::context(const Digits& digits, const text::Tokens& tokens) const {
  if (const Sense own = sense_of(digits.prefix); own != Sense::none) return own;
  const auto telling = [](Sense sense) {
    return sense == Sense::pnr || sense == Sense::ticket || sense == Sense::unreserved || sense == Sense::phone || sense == Sense::other_id ||
           sense == Sense::money;
  };
  const auto is_long = [&](std::size_t at) { return tokens.folded(tokens[at]).size() >= kLongDigits && is_digit(tokens.folded(tokens[at]).back()); };
  for (std::size_t step = 1; step <= std::min(kBefore, digits.token); ++step) {
    const std::size_t at = digits.token - step;
    if (is_long(at)) break;
    if (const Sense sense = sense_of(tokens.folded(tokens[at])); telling(sense)) return sense;
  }
  for (std::size_t at = digits.token + 1; at <= digits.token + kAfter && at < tokens.size(); ++at) {
    if (is_long(at)) break;
    if (const Sense sense = sense_of(tokens[at].key); telling(sense)) {
      // A word before another number belongs to that one: "4521879034 mobile 98…".
      const bool is_anothers = (at + 1 < tokens.size() && is_long(at + 1)) || (at + 2 < tokens.size() && is_long(at + 2));
      return is_anothers ? Sense::none : sense;
    }
  }
  return Sense::none;
}

bool NumberReader::has_before(std::size_t token, std::size_t reach, Sense sense, const text::Tokens& tokens) const {
  for (std::size_t step = 1; step <= std::min(reach, token); ++step)
    if (sense_of(tokens.folded(tokens[token - step])) == sense) return true;
  return false;
}

bool NumberReader::is_money(const Digits& digits, const text::Tokens& tokens) const {
  const text::Token& token = tokens[digits.token];
  const std::string_view before = tokens.text().substr(0, token.offset);
  if (before.ends_with("₹") || before.ends_with("₹ ")) return true;
  if (tokens.text().substr(token.offset + token.size).starts_with("/-")) return true;
  if (digits.prefix == "rs" || digits.prefix == "inr") return true;
  if (digits.token > 0 && sense_of(tokens[digits.token - 1].key) == Sense::money) return true;
  return digits.token + 1 < tokens.size() && sense_of(tokens[digits.token + 1].key) == Sense::money;
}

void NumberReader::read_pnr(const Digits& digits, const text::Tokens& tokens, NamedNumbers& numbers) const {
  if (digits.digits.front() == '0' || is_money(digits, tokens) || is_part_of_decimal(digits.token, tokens)) return;
  const Sense said = context(digits, tokens);
  const bool is_said = said == Sense::pnr || said == Sense::ticket;
  const bool may_be_mobile = digits.digits.front() >= '6';
  const bool has_foreign_prefix = !digits.prefix.empty() && sense_of(digits.prefix) == Sense::none && digits.prefix != "no";
  const bool has_country_code =
      digits.token > 0 && tokens.folded(tokens[digits.token - 1]) == "91" && tokens.text().substr(0, tokens[digits.token - 1].offset).ends_with('+');
  if (has_country_code || has_foreign_prefix || (!is_said && (may_be_mobile || said != Sense::none))) return;
  const std::string pnr(digits.digits);
  if (numbers.pnrs.size() < kMostPnrs && std::find(numbers.pnrs.begin(), numbers.pnrs.end(), pnr) == numbers.pnrs.end()) numbers.pnrs.push_back(pnr);
}

std::size_t NumberReader::read_grouped_pnr(std::size_t at, const text::Tokens& tokens, NamedNumbers& numbers) const {
  constexpr std::size_t kMostGroups = 4;
  std::string joined;
  std::size_t groups = 0;
  std::size_t next = at;
  for (; next < digits_.size() && groups < kMostGroups && joined.size() < kPnrDigits; ++next, ++groups) {
    const Digits& group = digits_[next];
    if (groups > 0) {
      if (group.token != digits_[next - 1].token + 1 || !group.prefix.empty()) return 0;
      const std::string_view gap = between(tokens[group.token - 1], tokens[group.token], tokens);
      if (gap != "-" && gap != " " && gap != " - " && gap != "–") return 0;
    }
    if (group.digits.size() < 2 || group.digits.size() > 7) return 0;
    joined += group.digits;
  }
  if (joined.size() != kPnrDigits || groups < 2 || joined.front() == '0') return 0;
  const Digits& first = digits_[at];
  if (sense_of(first.prefix) != Sense::pnr && !has_before(first.token, kRightBefore, Sense::pnr, tokens)) return 0;
  if (numbers.pnrs.size() < kMostPnrs && std::find(numbers.pnrs.begin(), numbers.pnrs.end(), joined) == numbers.pnrs.end())
    numbers.pnrs.push_back(joined);
  return groups;
}

void NumberReader::read_train(const Digits& digits, const text::Tokens& tokens, const Trains& trains, NamedNumbers& numbers) const {
  if (is_money(digits, tokens) || is_part_of_decimal(digits.token, tokens)) return;
  const Sense own = sense_of(digits.prefix);
  if (!digits.prefix.empty() && own != Sense::train && digits.prefix != "no" && digits.prefix != "t" && digits.prefix != "tn") return;
  const auto has_name_behind = [&] {
    for (std::size_t at = digits.token + 1; at <= digits.token + kRightBefore && at < tokens.size(); ++at)
      if (sense_of(tokens[at].key) == Sense::train_name) return true;
    return false;
  };
  const bool is_said = own == Sense::train || has_before(digits.token, kRightBefore, Sense::train, tokens);
  const bool is_listed = trains.is_listed(digits.digits);
  if (!is_listed && !is_said && !has_name_behind()) return;
  if (!is_said) {
    // Five and five digits are more often half a mobile number than two trains.
    const auto is_half = [&](std::size_t left) {
      const std::string_view gap = between(tokens[left], tokens[left + 1], tokens);
      const auto is_five = [&](std::size_t at) {
        return tokens.folded(tokens[at]).size() == kTrainDigits && is_all_digits(tokens.folded(tokens[at]));
      };
      return (gap == " " || gap == "-") && is_five(left) && is_five(left + 1) && tokens.folded(tokens[left]).front() >= '6';
    };
    if (digits.token > 0 && is_half(digits.token - 1)) return;
    if (digits.token + 1 < tokens.size() && is_half(digits.token)) return;
  }
  const bool is_known =
      std::any_of(numbers.trains.begin(), numbers.trains.end(), [&](const NamedTrain& train) { return train.number == digits.digits; });
  if (is_known || numbers.trains.size() == kMostTrains) return;
  numbers.trains.push_back({std::string(digits.digits), is_listed, {tokens[digits.token].offset, tokens[digits.token].size}});
}

void NumberReader::read_berths(std::size_t from, const text::Tokens& tokens, NamedNumbers& numbers) const {
  std::size_t taken = 0;
  for (std::size_t at = from; at < tokens.size() && taken < kMostBerths; ++at) {
    const std::string_view word = tokens.folded(tokens[at]);
    if (word == "to" || word == "and" || word == "se") {
      if (taken == 0) return;
      continue;
    }
    if (word == "lb" || word == "mb" || word == "ub" || word == "sl" || word == "su") {
      if (taken > 0) numbers.berth += " " + upper(word);
      return;
    }
    if (!is_all_digits(word) || word.size() > 3 || small_value(word) == 0 || small_value(word) > kLargestBerth) return;
    append_to_list(numbers.berth, word);
    ++taken;
  }
}

void NumberReader::read_places(const text::Tokens& tokens, NamedNumbers& numbers) const {
  const bool is_about_a_journey = !numbers.trains.empty() || !numbers.pnrs.empty();
  const auto fillers_end = [&](std::size_t at) {
    const auto is_filler = [&](std::size_t here) {
      const std::string_view word = tokens.folded(tokens[here]);
      return word == "no" || word == "nos" || word == "number" || word == "num" || word == "is" || word == "नंबर" || word == "संख्या";
    };
    while (at < tokens.size() && is_filler(at)) ++at;
    return at;
  };
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const text::Token& token = tokens[at];
    if (token.kind == text::TokenKind::handle) continue;
    const std::string_view word = tokens.folded(token);
    const Sense sense = sense_of(token.key);
    if (sense == Sense::platform && numbers.platform.empty()) {
      const std::size_t next = fillers_end(at + 1);
      if (next < tokens.size() && is_all_digits(tokens.folded(tokens[next])) && tokens.folded(tokens[next]).size() <= 2 &&
          small_value(tokens.folded(tokens[next])) <= kLargestPlatform)
        numbers.platform = tokens.folded(tokens[next]);
      continue;
    }
    if (sense == Sense::berth) {
      const std::size_t next = fillers_end(at + 1);
      if (numbers.berth.empty()) read_berths(next, tokens, numbers);
      continue;
    }
    if (!numbers.coach.empty()) continue;
    const bool is_said = has_before(at, kRightBefore, Sense::coach, tokens);
    const auto has_berth_behind = [&] {
      for (std::size_t next = at + 1; next <= at + 2 && next < tokens.size(); ++next)
        if (sense_of(tokens[next].key) == Sense::berth) return true;
      return false;
    };
    const bool may_stand_alone = is_said || (is_upper_at(token, tokens) && (is_about_a_journey || has_berth_behind()));
    const auto letters_end = static_cast<std::size_t>(std::find_if(word.begin(), word.end(), is_digit) - word.begin());
    const std::string_view letters = word.substr(0, letters_end);
    std::string_view number = word.substr(letters_end);
    std::size_t last = at;
    if (number.empty() && is_coach_letters(letters) && at + 1 < tokens.size() && is_all_digits(tokens.folded(tokens[at + 1])) &&
        tokens[at + 1].offset <= token.offset + token.size + 1) {
      number = tokens.folded(tokens[at + 1]);
      last = at + 1;
    }
    const bool is_coach = (is_coach_letters(letters) && is_all_digits(number) && number.size() <= 2) || (is_whole_coach(letters) && number.empty());
    const bool is_bare_number = is_said && letters.empty() && is_all_digits(word) && word.size() <= 2 && at > 0 &&
                                (tokens.folded(tokens[at - 1]) == "coach" || fillers_end(at - 1) == at);
    if (const std::string_view letter = latin_coach_letter(letters); is_said && !letter.empty() && is_all_digits(number) && number.size() <= 2) {
      numbers.coach = std::string(letter) + std::string(number);
      if (numbers.berth.empty()) read_berths(last + 1, tokens, numbers);
    } else if (is_bare_number) {
      numbers.coach = word;
    } else if (is_coach && may_stand_alone) {
      numbers.coach = upper(letters) + std::string(number);
      if (numbers.berth.empty()) read_berths(last + 1, tokens, numbers);
    }
  }
}

void NumberReader::read(const text::Tokens& tokens, const Trains& trains, NamedNumbers& numbers) {
  numbers.clear();
  digits_.clear();
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens[at].kind == text::TokenKind::handle || tokens[at].kind == text::TokenKind::emoji) continue;
    const std::string_view word = tokens.folded(tokens[at]);
    const auto first = static_cast<std::size_t>(std::find_if(word.begin(), word.end(), is_digit) - word.begin());
    const auto end =
        static_cast<std::size_t>(std::find_if_not(word.begin() + static_cast<std::ptrdiff_t>(first), word.end(), is_digit) - word.begin());
    const std::string_view rest = word.substr(end);
    const bool is_joined_to_a_word = first == 0 && end > 0 && (rest == "up" || rest == "dn" || rest == "down" || sense_of(rest) != Sense::none);
    if (first < end && (rest.empty() || is_joined_to_a_word)) digits_.push_back({at, word.substr(0, first), word.substr(first, end - first)});
  }
  for (std::size_t at = 0; at < digits_.size(); ++at) {
    const Digits& digits = digits_[at];
    if (const std::size_t groups = read_grouped_pnr(at, tokens, numbers); groups > 0) {
      at += groups - 1;
      continue;
    }
    if (digits.digits.size() == kPnrDigits) read_pnr(digits, tokens, numbers);
    if (digits.digits.size() == kTrainDigits) read_train(digits, tokens, trains, numbers);
    if (digits.digits.size() == kUnreservedDigits && digits.digits.front() != '0' && numbers.unreserved_ticket.empty()) {
      const Sense said = context(digits, tokens);
      if (said == Sense::ticket || said == Sense::unreserved) numbers.unreserved_ticket = digits.digits;
    }
  }
  read_places(tokens, numbers);
}

std::string_view reservation_system_of(std::string_view pnr) {
  if (pnr.empty()) return {};
  switch (pnr.front()) {
    case '1': return "Secunderabad";
    case '2':
    case '3': return "New Delhi";
    case '4':
    case '5': return "Chennai";
    case '6':
    case '7': return "Kolkata";
    case '8':
    case '9': return "Mumbai";
    default: return {};
  }
}

}  // namespace seva::railways
