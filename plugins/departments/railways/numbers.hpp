#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "seva/department.hpp"
#include "seva/text/tokens.hpp"
#include "trains.hpp"

namespace seva::railways {

struct NamedTrain {
  std::string number;
  bool is_listed = false;
  Words words;
};

/// The numbers of the railways that a text gives. All digits are written 0 to 9.
struct NamedNumbers {
  std::vector<std::string> pnrs;  ///< personal data: for the ticket's facts alone, never for a reason or a log
  std::vector<NamedTrain> trains;
  std::string unreserved_ticket;
  std::string coach;
  std::string berth;
  std::string platform;

  void clear();
};

/// Tells apart what the numbers in a text are.
///
/// - A PNR has ten digits. One that begins with 6 to 9 may as well be a mobile number and needs a word such as PNR or ticket nearer than one such as
///   mobile or call; one that begins with 1 to 5 is taken unless a word says that it is something else; 0 begins none. Written in groups
///   (421-5678901, 421 567 8901) it needs the word right before it.
/// - A ticket of the unreserved system has eleven digits and needs a word for ticket.
/// - A train has five digits. It must be on the list, or a word for train must stand right before it; an amount of money is none.
/// - A coach is a letter or two with a number; in lower case it needs a word for coach. A berth follows a coach or a word for berth.
///
/// Digits within longer rows of digits, decimals, handles and addresses of pages are none of these. One thread at a time.
class NumberReader {
 public:
  NumberReader();

  /// `trains` must stay valid during the call.
  void read(const text::Tokens& tokens, const Trains& trains, NamedNumbers& numbers);

 private:
  enum class Sense : std::uint8_t { none = 0, pnr, ticket, unreserved, phone, other_id, money, train, train_name, coach, berth, platform };
  /// A token's trailing digits and what stands before them in the same token.
  struct Digits {
    std::size_t token = 0;
    std::string_view prefix;
    std::string_view digits;
  };

  void learn(std::string_view words, Sense sense);
  [[nodiscard]] Sense sense_of(std::uint64_t key) const;
  /// Of a folded word; one that ends in "pnr" is written together with the word before it.
  [[nodiscard]] Sense sense_of(std::string_view word) const;
  /// The sense of the nearest telling word, before it first; none if another long number comes sooner.
  [[nodiscard]] Sense context(const Digits& digits, const text::Tokens& tokens) const;
  [[nodiscard]] bool has_before(std::size_t token, std::size_t reach, Sense sense, const text::Tokens& tokens) const;
  [[nodiscard]] bool is_money(const Digits& digits, const text::Tokens& tokens) const;
  void read_pnr(const Digits& digits, const text::Tokens& tokens, NamedNumbers& numbers) const;
  [[nodiscard]] std::size_t read_grouped_pnr(std::size_t at, const text::Tokens& tokens, NamedNumbers& numbers) const;
  void read_train(const Digits& digits, const text::Tokens& tokens, const Trains& trains, NamedNumbers& numbers) const;
  void read_places(const text::Tokens& tokens, NamedNumbers& numbers) const;
  void read_berths(std::size_t from, const text::Tokens& tokens, NamedNumbers& numbers) const;

  std::unordered_map<std::uint64_t, Sense> senses_;
  std::vector<Digits> digits_;
};

/// Which reservation system a PNR comes from, as far as its first digit tells: the name of the system's city; empty if it tells nothing.
[[nodiscard]] std::string_view reservation_system_of(std::string_view pnr);

}  // namespace seva::railways
