#include "http/problems.hpp"

#include <boost/json.hpp>

namespace seva::http {
namespace {

using domain::Problem;
using domain::ProblemKind;

struct OwnStatus {
  std::string_view code;
  int status;
};
constexpr OwnStatus kOwnStatuses[] = {
    {"malformed", 400}, {"method_not_allowed", 405}, {"too_slow", 408}, {"too_large", 413}, {"media_type_unsupported", 415},
    {"failed", 500},    {"file_kind_refused", 415},  {"no_space", 507},
};

std::string_view title_of(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::invalid: return "The input breaks a rule";
    case ProblemKind::unauthenticated: return "Nobody is signed in";
    case ProblemKind::forbidden: return "Not permitted";
    case ProblemKind::not_found: return "Not found";
    case ProblemKind::gone: return "No longer here";
    case ProblemKind::conflict: return "Not possible now";
    case ProblemKind::stale: return "Changed in between";
    case ProblemKind::too_many: return "Too many attempts";
    case ProblemKind::unavailable: return "Not available now";
  }
  return "Failed";
}

}  // namespace

Problem malformed(std::string what, std::string where, std::string next) {
  return {ProblemKind::invalid, "malformed", std::move(what), std::move(where), std::move(next)};
}

Problem method_not_allowed() {
  return {ProblemKind::invalid,
          "method_not_allowed",
          "This address does not take this method.",
          {},
          "Use one of the methods that the header Allow names."};
}

Problem too_slow() { return {ProblemKind::unavailable, "too_slow", "The request did not arrive in time.", {}, "Send it again on a better line."}; }

Problem too_large(std::size_t limit_bytes) {
  return {ProblemKind::invalid, "too_large", "The request is larger than " + std::to_string(limit_bytes) + " bytes.", {}, "Send less at once."};
}

Problem media_type_unsupported(std::string_view expected) {
  return {ProblemKind::invalid, "media_type_unsupported", "This address does not take this kind of content.", "Content-Type",
          "Send it as " + std::string(expected) + "."};
}

Problem failed() {
  return {ProblemKind::unavailable,
          "failed",
          "The request failed.",
          {},
          "Look whether it was done before you try again; if it fails again, give the request's number to your administrator."};
}

Problem not_available() {
  return {ProblemKind::unavailable, "not_available", "The store does not answer now.", {}, "Look whether it was done, then try again in a minute."};
}

Problem too_busy() {
  return {ProblemKind::unavailable, "too_busy", "Too many large or slow requests are under way.", {}, "Try again in a few seconds."};
}

int status_of(const Problem& problem) {
  for (const auto& [code, status] : kOwnStatuses)
    if (problem.code == code) return status;
  switch (problem.kind) {
    case ProblemKind::invalid: return 422;
    case ProblemKind::unauthenticated: return 401;
    case ProblemKind::forbidden: return 403;
    case ProblemKind::not_found: return 404;
    case ProblemKind::gone: return 410;
    case ProblemKind::conflict: return 409;
    case ProblemKind::stale: return 412;
    case ProblemKind::too_many: return 429;
    case ProblemKind::unavailable: return 503;
  }
  return 500;
}

std::string_view usual_next(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::invalid: return "Mend the input and send it again; /docs describes it.";
    case ProblemKind::unauthenticated: return "Sign in and send the request again.";
    case ProblemKind::forbidden: return "Ask an administrator for the role that this needs.";
    case ProblemKind::not_found: return "Check the address or the docket.";
    case ProblemKind::gone: return "Ask an administrator to bring it back.";
    case ProblemKind::conflict: return "Load it again and decide anew.";
    case ProblemKind::stale: return "Load it again; somebody changed it since you read it.";
    case ProblemKind::too_many: return "Wait some minutes and try again.";
    case ProblemKind::unavailable: return "Try again in a minute.";
  }
  return "Try again in a minute.";
}

Response problem_response(const Problem& problem, std::string_view request_id) {
  const int status = status_of(problem);
  boost::json::object body{{"type", "/docs#problem-" + problem.code},
                           {"title", title_of(problem.kind)},
                           {"status", status},
                           {"code", problem.code},
                           {"detail", problem.what}};
  if (!problem.where.empty()) body["where"] = problem.where;
  body["next"] = problem.next.empty() ? usual_next(problem.kind) : std::string_view(problem.next);
  if (!request_id.empty()) body["request_id"] = request_id;
  Response response{.status = status, .content_type = "application/problem+json", .body = boost::json::serialize(body)};
  if (status == 429) response.with("Retry-After", "60");
  if (status == 503) response.with("Retry-After", "5");
  return response;
}

}  // namespace seva::http
