#include "http/encoding.hpp"

#include "domain/unicode.hpp"

namespace seva::http {
namespace {

constexpr std::size_t kMostFields = 200;

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

bool is_unreserved(char symbol) {
  return (symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z') || (symbol >= '0' && symbol <= '9') || symbol == '-' || symbol == '.' ||
         symbol == '_' || symbol == '~';
}

}  // namespace

bool is_clean_text(std::string_view text) { return text.find('\0') == std::string_view::npos && domain::is_utf8(text); }

std::optional<std::string> percent_decoded(std::string_view encoded, bool plus_is_blank) {
  std::string text;
  text.reserve(encoded.size());
  for (std::size_t place = 0; place < encoded.size(); ++place) {
    if (encoded[place] == '%') {
      if (place + 2 >= encoded.size()) return std::nullopt;
      const int high = hex_value(encoded[place + 1]);
      const int low = hex_value(encoded[place + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      text += static_cast<char>(high * 16 + low);
      place += 2;
    } else {
      text += plus_is_blank && encoded[place] == '+' ? ' ' : encoded[place];
    }
  }
  if (!is_clean_text(text)) return std::nullopt;
  return text;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char symbol : text) {
    if (is_unreserved(symbol)) {
      encoded += symbol;
      continue;
    }
    const auto byte = static_cast<unsigned char>(symbol);
    encoded += '%';
    encoded += kDigits[byte >> 4];
    encoded += kDigits[byte & 15];
  }
  return encoded;
}

std::optional<Fields> parse_query(std::string_view encoded) {
  Fields fields;
  while (!encoded.empty()) {
    const auto end = encoded.find('&');
    const std::string_view pair = encoded.substr(0, end);
    encoded = end == std::string_view::npos ? std::string_view{} : encoded.substr(end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::optional<std::string>("") : percent_decoded(pair.substr(equals + 1), true);
    if (!name || !value || fields.size() == kMostFields) return std::nullopt;
    fields.emplace_back(std::move(*name), std::move(*value));
  }
  return fields;
}

std::string written_query(const Fields& fields) {
  std::string query;
  for (const auto& [name, value] : fields) {
    if (!query.empty()) query += '&';
    query += percent_encoded(name) + '=' + percent_encoded(value);
  }
  return query;
}

bool is_same_secret(std::string_view left, std::string_view right) {
  if (left.empty() || left.size() != right.size()) return false;
  unsigned difference = 0;
  for (std::size_t place = 0; place < left.size(); ++place)
    difference |= static_cast<unsigned>(static_cast<unsigned char>(left[place]) ^ static_cast<unsigned char>(right[place]));
  return difference == 0;
}

std::string lower_case(std::string_view ascii) {
  std::string lower(ascii);
  for (char& symbol : lower)
    if (symbol >= 'A' && symbol <= 'Z') symbol = static_cast<char>(symbol - 'A' + 'a');
  return lower;
}

}  // namespace seva::http
