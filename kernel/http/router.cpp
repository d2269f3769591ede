#include "http/router.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "http/encoding.hpp"
#include "http/gate.hpp"
#include "http/idempotency.hpp"
#include "http/pages/page.hpp"
#include "http/problems.hpp"
#include "http/query_input.hpp"

namespace seva::http {
namespace {

constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::string_view kFile = "application/octet-stream";

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    const auto end = path.find('/');
    segments.push_back(path.substr(0, end));
    path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
  }
  return segments;
}

bool is_name(std::string_view segment) { return segment.starts_with('{'); }
bool takes_rest(std::string_view segment) { return segment.ends_with("…}"); }

/// What stands for the pattern's names, or nothing where the path is another.
std::optional<Fields> matched(const std::vector<std::string_view>& pattern, const std::vector<std::string_view>& path) {
  Fields names;
  for (std::size_t place = 0; place < pattern.size(); ++place) {
    const std::string_view segment = pattern[place];
    if (takes_rest(segment)) {
      std::string rest;
      for (std::size_t next = place; next < path.size(); ++next) rest += '/' + std::string(path[next]);
      names.emplace_back("path", std::move(rest));
      return names;
    }
    if (place >= path.size()) return std::nullopt;
    if (!is_name(segment)) {
      if (segment != path[place]) return std::nullopt;
      continue;
    }
    auto value = percent_decoded(path[place]);
    if (!value || value->empty() || value->find('/') != std::string::npos || *value == "..") return std::nullopt;
    names.emplace_back(segment.substr(1, segment.size() - 2), std::move(*value));
  }
  return pattern.size() == path.size() ? std::optional(names) : std::nullopt;
}

bool takes(const Route& route, const std::string& method) {
  return route.method == "ANY" || route.method == method || (route.method == "GET" && method == "HEAD");
}

bool is_of_kind(std::string_view content_type, std::string_view wanted) {
  return lower_case(content_type.substr(0, content_type.find_first_of("; "))) == wanted;
}

bool prefers_page(const Request& request) {
  return !request.path.starts_with("/api/") && !request.path.starts_with("/channels/") &&
         request.header("accept").find("text/html") != std::string_view::npos;
}

domain::Problem not_signed_in() {
  return {domain::ProblemKind::unauthenticated,
          "not_signed_in",
          "Nobody is signed in, or the session has ended.",
          {},
          "Sign in and send the request again."};
}

domain::Problem not_administrator() { return domain::forbidden("not_administrator", "Only an administrator of the instance may do this."); }

}  // namespace

const std::string& Call::part(std::string_view name) const {
  const auto found = std::find_if(path.begin(), path.end(), [&](const auto& field) { return field.first == name; });
  if (found == path.end()) throw std::logic_error("the route's pattern lacks a name that its handler asks for");
  return found->second;
}

Router::Router(std::vector<Route> routes, Services services) : services_(services) {
  for (Route& route : routes) {
    auto segments = segments_of(route.pattern);
    routes_.push_back({std::move(route), std::move(segments)});
  }
}

Router::Match Router::find(const Request& request) const {
  Match match;
  const auto path = segments_of(request.path);
  for (const Parsed& parsed : routes_) {
    auto names = matched(parsed.segments, path);
    if (!names) continue;
    if (takes(parsed.route, request.method)) return {&parsed.route, std::move(*names), {}};
    match.allowed += (match.allowed.empty() ? "" : ", ") + std::string(parsed.route.method == "ANY" ? "GET, POST" : parsed.route.method);
  }
  return match;
}

Response Router::refuse(const Request& request, const domain::Problem& problem) {
  if (!prefers_page(request)) return problem_response(problem, request.id);
  Call call{request, services_, services_.actions.ports.settings.current(), {}, {}, {}};
  choose_language(call);
  return error_page(call, problem);
}

Response Router::failed_answer(const Request& request, const Route* route, const domain::Problem& problem) {
  try {
    if (route == nullptr || route->face == Face::page) return refuse(request, problem);
    return problem_response(problem, request.id);
  } catch (const std::exception&) {
    return problem_response(problem, request.id);
  }
}

bool Router::brings_file(const Request& request) const {
  const Match match = find(request);
  if (match.route == nullptr || !match.route->takes_file) return false;
  const std::string token = session_token(request, services_.settings);
  return !token.empty() && services_.actions.sign_in.identify(token).has_value();
}

Router::Answer Router::serve(const Request& request) {
  Match match = find(request);
  const std::string_view pattern = match.route == nullptr ? "none" : match.route->pattern;
  try {
    return {answer(request, match), pattern};
  } catch (const std::logic_error& error) {
    spdlog::critical("http {} shows a fault of the program: {}", request.id, error.what());
    return {failed_answer(request, match.route, failed()), pattern};
  } catch (const std::exception& error) {  // The world outside failed, most likely the store.
    spdlog::error("http {} failed: {}", request.id, error.what());
    return {failed_answer(request, match.route, not_available()), pattern};
  }
}

Response Router::answer(const Request& request, Match& match) {
  if (request.method == "TRACE" || request.method == "CONNECT") return refuse(request, method_not_allowed()).with("Allow", "GET, POST");
  if (match.route == nullptr) {
    if (match.allowed.empty()) return refuse(request, domain::not_found());
    return refuse(request, method_not_allowed()).with("Allow", match.allowed);
  }
  Call call{request, services_, services_.actions.ports.settings.current(), {}, std::move(match.path), {}};
  call.ask = [&](const std::string& target) { return asked(request, target); };
  return handle(*match.route, call);
}

Response Router::asked(const Request& by, const std::string& target) {
  Request request = by;
  const auto end = target.find('?');
  request.method = "GET";
  request.target = target;
  request.path = target.substr(0, end);
  request.query = end == std::string::npos ? Fields{} : parse_query(std::string_view(target).substr(end + 1)).value_or(Fields{});
  request.body.clear();
  Match match = find(request);
  return answer(request, match);
}

Response Router::handle(const Route& route, Call& call) {
  const Request& request = call.request;
  if (route.face == Face::channel) return route.handler(call);

  // An open address of the API needs nobody, so it answers even where the store does not.
  const bool asks_who = route.access != Access::open || route.face == Face::page;
  if (const std::string token = asks_who ? session_token(request, services_.settings) : std::string{}; !token.empty())
    if (auto identity = services_.actions.sign_in.identify(token)) call.identity = std::move(*identity);
  choose_language(call);
  const auto refused = [&](const domain::Problem& problem) {
    return route.face == Face::page ? error_page(call, problem) : problem_response(problem, request.id);
  };

  if (const auto problem = foreign(request, services_.settings)) return refused(*problem);
  if (route.access != Access::open && !call.identity) return refused(not_signed_in());
  if (!request.is_safe()) {
    const std::string_view expected = route.face == Face::page ? kForm : route.takes_file ? kFile : "application/json";
    if (!(request.body.empty() && route.face == Face::api) && !is_of_kind(request.header("content-type"), expected))
      return refused(media_type_unsupported(expected));
    if (route.face == Face::page) {
      auto form = parse_query(request.body);
      if (!form) return refused(malformed("The form cannot be read.", {}, "Load the page again."));
      call.form = std::move(*form);
    }
    if (route.access != Access::open)
      if (const auto problem = forged(call)) return refused(*problem);
  }
  if (route.face == Face::api && !route.takes_query && !request.query.empty()) return refused(unknown_parameter(request.query.front().first));
  if (route.access == Access::administrator && !may_administer(call.principal(), call.instance->units)) return refused(not_administrator());
  return is_keyed(route, request) ? done_once(route, call) : route.handler(call);
}

}  // namespace seva::http
