#include "fields.hpp"

#include <algorithm>

namespace seva::helpline1090 {
namespace {

constexpr std::size_t kMostFields = 100;

int digit_of(char symbol) {
  if (symbol >= '0' && symbol <= '9') return symbol - '0';
  if (symbol >= 'a' && symbol <= 'f') return symbol - 'a' + 10;
  if (symbol >= 'A' && symbol <= 'F') return symbol - 'A' + 10;
  return -1;
}

}  // namespace

std::string decoded(std::string_view encoded, bool is_form) {
  std::string text;
  text.reserve(encoded.size());
  for (std::size_t place = 0; place < encoded.size(); ++place) {
    const char symbol = encoded[place];
    const int high = symbol == '%' && place + 2 < encoded.size() ? digit_of(encoded[place + 1]) : -1;
    const int low = high >= 0 ? digit_of(encoded[place + 2]) : -1;
    if (low >= 0) {
      text += static_cast<char>(high << 4 | low);
      place += 2;
    } else {
      text += is_form && symbol == '+' ? ' ' : symbol;
    }
  }
  return text;
}

FormFields read_fields(std::string_view encoded) {
  FormFields fields;
  while (!encoded.empty() && fields.size() < kMostFields) {
    const auto end = std::min(encoded.find('&'), encoded.size());
    const std::string_view pair = encoded.substr(0, end);
    encoded.remove_prefix(std::min(end + 1, encoded.size()));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    fields.emplace(decoded(pair.substr(0, equals), true), decoded(pair.substr(equals + 1), true));
  }
  return fields;
}

std::string_view query_of(std::string_view url) {
  const auto mark = url.find('?');
  return mark == std::string_view::npos ? std::string_view{} : url.substr(mark + 1);
}

std::string_view value_of(const FormFields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace seva::helpline1090
