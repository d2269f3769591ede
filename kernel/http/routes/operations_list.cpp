#include "http/routes/operations_list.hpp"

#include <array>

namespace seva::http {
namespace {

constexpr std::array<std::string_view, 7> kMethods = {"get", "head", "post", "put", "patch", "delete", "options"};

std::string capitals(std::string_view method) {
  std::string text(method);
  for (char& symbol : text) symbol = static_cast<char>(symbol - 'a' + 'A');
  return text;
}

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') return text.substr(1, text.size() - 2);
  return text;
}

}  // namespace

std::vector<Operation> operations_of(std::string_view openapi) {
  constexpr std::string_view kSummary = "      summary: ";
  std::vector<Operation> operations;
  std::string path;
  auto rest = openapi.substr(openapi.find("\npaths:\n") + 8);
  rest = rest.substr(0, rest.find("\ncomponents:\n"));
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (line.starts_with("  /")) path = line.substr(2, line.find_last_of(':') - 2);
    for (const std::string_view method : kMethods)
      if (line.starts_with("    " + std::string(method) + ":")) operations.push_back({capitals(method), path, {}});
    if (line.starts_with(kSummary) && !operations.empty()) operations.back().summary = unquoted(line.substr(kSummary.size()));
  }
  return operations;
}

}  // namespace seva::http
