#pragma once

#include <string_view>

#include "domain/result.hpp"
#include "http/exchange.hpp"

namespace seva::http {

/// Refusals that only HTTP knows: each code stands for one status.
[[nodiscard]] domain::Problem malformed(std::string what, std::string where = {}, std::string next = {});  // 400
[[nodiscard]] domain::Problem method_not_allowed();                                                        // 405
[[nodiscard]] domain::Problem too_slow();                                                                  // 408
[[nodiscard]] domain::Problem too_large(std::size_t limit_bytes);                                          // 413
[[nodiscard]] domain::Problem media_type_unsupported(std::string_view expected);                           // 415
[[nodiscard]] domain::Problem failed();                                                                    // 500
[[nodiscard]] domain::Problem not_available();                                                             // 503: what we stand on does not answer
[[nodiscard]] domain::Problem too_busy();                                                                  // 503

/// The one map from a Problem to a status.
[[nodiscard]] int status_of(const domain::Problem& problem);

/// As problem details (RFC 9457). `next` is never left empty.
[[nodiscard]] Response problem_response(const domain::Problem& problem, std::string_view request_id);

/// What to do about a kind of problem that says nothing of its own.
[[nodiscard]] std::string_view usual_next(domain::ProblemKind kind);

}  // namespace seva::http
