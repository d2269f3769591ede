#include "seva/instant.hpp"

#include <array>

namespace seva {
namespace {

/// Reads digits from the front of a text; any failure sticks.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t index = 0; index < count; ++index) {
      if (text_.empty() || text_.front() < '0' || text_.front() > '9') return fail();
      value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    return value;
  }
  char any_of(std::string_view allowed) {
    if (text_.empty() || allowed.find(text_.front()) == std::string_view::npos) return static_cast<char>(fail());
    const char found = text_.front();
    text_.remove_prefix(1);
    return found;
  }
  bool skip_if(char wanted) {
    if (text_.empty() || text_.front() != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::string_view letters(std::size_t count) {
    if (text_.size() < count) {
      fail();
      return {};
    }
    const std::string_view found = text_.substr(0, count);
    text_.remove_prefix(count);
    return found;
  }
  /// Microseconds behind the point; more digits than six are cut.
  int fraction() {
    int micros = 0;
    int unit = 100'000;
    if (text_.empty() || text_.front() < '0' || text_.front() > '9') return fail();
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') {
      micros += (text_.front() - '0') * unit;
      unit /= 10;
      text_.remove_prefix(1);
    }
    return micros;
  }
  [[nodiscard]] bool is_done() const { return is_right_ && text_.empty(); }

 private:
  int fail() {
    is_right_ = false;
    return 0;
  }
  std::string_view text_;
  bool is_right_ = true;
};

struct Civil {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, micros = 0, offset_minutes = 0;
};

std::optional<Instant> to_instant(const Civil& civil) {
  using namespace std::chrono;
  const year_month_day date{year{civil.year}, month{static_cast<unsigned>(civil.month)}, day{static_cast<unsigned>(civil.day)}};
  constexpr int kLeapSecond = 60;
  if (!date.ok() || civil.year < 1970) return std::nullopt;
  if (civil.hour > 23 || civil.minute > 59 || civil.second > kLeapSecond) return std::nullopt;
  const Instant instant =
      Instant{sys_days{date}} + hours{civil.hour} + minutes{civil.minute - civil.offset_minutes} + seconds{civil.second} + microseconds{civil.micros};
  if (instant < from_micros(0) || instant > kLastInstant) return std::nullopt;
  return instant;
}

int offset_minutes(char sign, int hours, int minutes) { return (sign == '-' ? -1 : 1) * (hours * 60 + minutes); }

int month_of(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (std::size_t index = 0; index < kMonths.size(); ++index)
    if (kMonths[index] == name) return static_cast<int>(index) + 1;
  return 0;
}

}  // namespace

std::optional<Instant> parse_rfc3339(std::string_view text) {
  Reader reader(text);
  Civil civil;
  civil.year = reader.digits(4);
  reader.any_of("-");
  civil.month = reader.digits(2);
  reader.any_of("-");
  civil.day = reader.digits(2);
  reader.any_of("Tt ");
  civil.hour = reader.digits(2);
  reader.any_of(":");
  civil.minute = reader.digits(2);
  reader.any_of(":");
  civil.second = reader.digits(2);
  if (reader.skip_if('.')) civil.micros = reader.fraction();
  const char zone = reader.any_of("Zz+-");
  if (zone == '+' || zone == '-') {
    const int hours = reader.digits(2);
    reader.any_of(":");
    civil.offset_minutes = offset_minutes(zone, hours, reader.digits(2));
  }
  if (!reader.is_done()) return std::nullopt;
  return to_instant(civil);
}

std::optional<Instant> parse_legacy_date(std::string_view text) {
  Reader reader(text);
  Civil civil;
  (void)reader.letters(3);
  reader.any_of(" ");
  civil.month = month_of(reader.letters(3));
  reader.any_of(" ");
  civil.day = reader.digits(2);
  reader.any_of(" ");
  civil.hour = reader.digits(2);
  reader.any_of(":");
  civil.minute = reader.digits(2);
  reader.any_of(":");
  civil.second = reader.digits(2);
  reader.any_of(" ");
  const char sign = reader.any_of("+-");
  const int hours = reader.digits(2);
  civil.offset_minutes = offset_minutes(sign, hours, reader.digits(2));
  reader.any_of(" ");
  civil.year = reader.digits(4);
  if (!reader.is_done()) return std::nullopt;
  return to_instant(civil);
}

std::string to_rfc3339(Instant instant) {
  using namespace std::chrono;
  const auto midnight = floor<days>(instant);
  const year_month_day date{midnight};
  const hh_mm_ss time{floor<seconds>(instant - midnight)};
  std::string text;
  const auto append = [&text](int value, int width, char behind) {
    std::string digits = std::to_string(value);
    text.append(static_cast<std::size_t>(std::max(0, width - static_cast<int>(digits.size()))), '0').append(digits);
    text += behind;
  };
  append(static_cast<int>(date.year()), 4, '-');
  append(static_cast<int>(static_cast<unsigned>(date.month())), 2, '-');
  append(static_cast<int>(static_cast<unsigned>(date.day())), 2, 'T');
  append(static_cast<int>(time.hours().count()), 2, ':');
  append(static_cast<int>(time.minutes().count()), 2, ':');
  append(static_cast<int>(time.seconds().count()), 2, 'Z');
  return text;
}

}  // namespace seva
