#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace seva::domain {

/// What kind of refusal a Problem is; the HTTP face maps it to a status, the commands to an exit code.
enum class ProblemKind {
  invalid = 1,      ///< The input breaks a rule; `where` names the field.
  unauthenticated,  ///< Nobody is signed in, or the credentials are wrong.
  forbidden,        ///< The person may see it, but may not do this.
  not_found,        ///< It does not exist, or the person may not know that it does: both look the same.
  gone,             ///< It was here and is kept elsewhere now.
  conflict,         ///< The state does not allow it now, or somebody else was faster.
  stale,            ///< The caller saw an older version.
  too_many,         ///< A limit on rate was reached.
  unavailable       ///< It may work later.
};

/// An expected failure. `what` says what happened, `where` the field, file or line it happened at, `next` what to do about it.
/// None of them ever holds a secret, a token or a personal datum.
struct Problem {
  ProblemKind kind = ProblemKind::invalid;
  std::string code;  ///< stable, snake_case; clients and translations key on it
  std::string what;
  std::string where;
  std::string next;
};

/// Either a value or a Problem. Expected failures travel as values; exceptions end the request or job.
template <class T>
using Result = boost::system::result<T, Problem>;

[[noreturn]] inline void throw_exception_from_error(const Problem& problem, const boost::source_location&) {
  throw std::logic_error("a Result was taken for a value while it holds the problem " + problem.code);
}

[[nodiscard]] inline Problem invalid(std::string code, std::string what, std::string where = {}, std::string next = {}) {
  return {ProblemKind::invalid, std::move(code), std::move(what), std::move(where), std::move(next)};
}

[[nodiscard]] inline Problem conflict(std::string code, std::string what, std::string next = {}) {
  return {ProblemKind::conflict, std::move(code), std::move(what), {}, std::move(next)};
}

[[nodiscard]] inline Problem forbidden(std::string code, std::string what) {
  return {ProblemKind::forbidden, std::move(code), std::move(what), {}, "Ask an administrator for the role that this needs."};
}

/// Always the same text, so that the unreadable cannot be told from the nonexistent.
[[nodiscard]] inline Problem not_found() {
  return {ProblemKind::not_found, "not_found", "There is nothing here that you may see.", {}, "Check the address or the docket."};
}

}  // namespace seva::domain
