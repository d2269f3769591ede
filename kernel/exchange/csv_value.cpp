#include "exchange/csv_value.hpp"

#include "exchange/columns.hpp"

namespace seva::exchange {

std::string csv_value(std::string value) {
  if (!value.empty() && kFormulaBegins.find(value.front()) != std::string_view::npos) value.insert(value.begin(), '\'');
  if (value.find_first_of(",\"\r\n") == std::string::npos) return value;
  std::string quoted = "\"";
  for (const char letter : value) quoted.append(letter == '"' ? 2 : 1, letter);
  return quoted + "\"";
}

}  // namespace seva::exchange
