#include "http/pages/words.hpp"

#include <boost/json.hpp>
#include <stdexcept>

#include "http/embedded.hpp"
#include "http/problems.hpp"

namespace seva::http {
namespace {

std::string_view name_of(domain::ProblemKind kind) {
  switch (kind) {
    case domain::ProblemKind::invalid: return "invalid";
    case domain::ProblemKind::unauthenticated: return "unauthenticated";
    case domain::ProblemKind::forbidden: return "forbidden";
    case domain::ProblemKind::not_found: return "not_found";
    case domain::ProblemKind::gone: return "gone";
    case domain::ProblemKind::conflict: return "conflict";
    case domain::ProblemKind::stale: return "stale";
    case domain::ProblemKind::too_many: return "too_many";
    case domain::ProblemKind::unavailable: return "unavailable";
  }
  return "unavailable";
}

}  // namespace

Words::Words(std::string_view language) : language_(language) {
  const std::string file = "pages/messages/" + language_ + ".json";
  const boost::json::value parsed = boost::json::parse(embedded(file));
  for (const auto& [key, word] : parsed.as_object()) words_.emplace(key, word.as_string());
}

const std::string& Words::operator()(std::string_view key) const {
  const auto found = words_.find(key);
  if (found == words_.end()) throw std::logic_error("no words for " + std::string(key) + " in " + language_);
  return found->second;
}

std::string Words::filled(std::string_view key, std::initializer_list<std::string_view> arguments) const {
  std::string text = (*this)(key);
  std::size_t number = 0;
  for (const std::string_view argument : arguments) {
    const std::string place = "{" + std::to_string(number++) + "}";
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + argument.size())) text.replace(at, place.size(), argument);
  }
  return text;
}

std::string Words::what(const domain::Problem& problem) const {
  if (const std::string key = "problem." + problem.code; has(key)) return (*this)(key);
  if (language_ == "en") return problem.what;
  return (*this)("problem.kind." + std::string(name_of(problem.kind)));
}

std::string Words::next(const domain::Problem& problem) const {
  if (const std::string key = "problem." + problem.code + ".next"; has(key)) return (*this)(key);
  if (language_ == "en") return problem.next.empty() ? std::string(usual_next(problem.kind)) : problem.next;
  return (*this)("problem.kind." + std::string(name_of(problem.kind)) + ".next");
}

}  // namespace seva::http
