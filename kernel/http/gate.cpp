#include "http/gate.hpp"

#include <algorithm>

#include "http/encoding.hpp"

namespace seva::http {
namespace {

bool is_https(const ServerSettings& settings) { return settings.public_url.starts_with("https://"); }

std::string_view cookie_name(const ServerSettings& settings) { return is_https(settings) ? "__Host-seva" : "seva"; }

std::string cookie(const std::string& value, std::string_view rest, const ServerSettings& settings) {
  std::string text(cookie_name(settings));
  text += '=' + value + "; Path=/; HttpOnly; SameSite=Lax";
  if (is_https(settings)) text += "; Secure";
  return text += rest;
}

domain::Problem cross_site() {
  return {domain::ProblemKind::forbidden, "origin_foreign", "The request does not come from a page of this instance.", "Origin",
          "Open the page again from this instance's own address."};
}

constexpr std::string_view kProofCookie = "seva_proof";

std::string cookie_named(const Request& request, std::string_view name) {
  for (const auto& [header, value] : request.headers) {
    if (header != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const auto end = rest.find(';');
      std::string_view pair = rest.substr(0, end);
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
      while (pair.starts_with(' ')) pair.remove_prefix(1);
      if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') return std::string(pair.substr(name.size() + 1));
    }
  }
  return {};
}

}  // namespace

std::string session_token(const Request& request, const ServerSettings& settings) { return cookie_named(request, cookie_name(settings)); }

std::string proof_token(const Request& request) { return cookie_named(request, kProofCookie); }

std::string proof_cookie(const std::string& token, const std::string& docket, const ServerSettings& settings) {
  const std::string secure = settings.public_url.starts_with("https://") ? "; Secure" : "";
  return std::string(kProofCookie) + "=" + token + "; Path=/track/" + docket + "; Max-Age=1800; HttpOnly; SameSite=Strict" + secure;
}

std::string session_cookie(const std::string& token, const ServerSettings& settings) { return cookie(token, "", settings); }

std::string ended_cookie(const ServerSettings& settings) { return cookie("", "; Max-Age=0", settings); }

std::optional<domain::Problem> foreign(const Request& request, const ServerSettings& settings) {
  if (!request.header("x-on-behalf-of").empty())
    return domain::Problem{domain::ProblemKind::forbidden, "on_behalf", "Nobody acts here in another's name.", "X-On-Behalf-Of",
                           "Leave the header out."};
  if (request.is_safe()) return std::nullopt;
  const std::string_view site = request.header("sec-fetch-site");
  if (site == "cross-site" || site == "same-site") return cross_site();
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return std::nullopt;
  const auto authority = origin.find("://");
  const bool is_ours = (!settings.public_url.empty() && origin == settings.public_url) ||
                       (authority != std::string_view::npos && origin.substr(authority + 3) == request.header("host"));
  return is_ours ? std::nullopt : std::optional(cross_site());
}

std::optional<domain::Problem> forged(const Call& call) {
  if (call.request.is_safe()) return std::nullopt;
  const std::string_view header = call.request.header("x-csrf-token");
  const std::string_view sent = header.empty() ? value_of(call.form, "csrf") : header;
  if (is_same_secret(sent, call.identity->csrf_token)) return std::nullopt;
  return domain::Problem{domain::ProblemKind::forbidden, "csrf_token_wrong", "The request lacks the session's own token.", "X-CSRF-Token",
                         "Load the page again and repeat what you did; programs send csrf_token of /api/v1/session as X-CSRF-Token."};
}

bool may_administer(const domain::Principal& principal, const domain::UnitTree& units) {
  return std::any_of(units.all().begin(), units.all().end(), [&](const domain::Unit& unit) {
    return unit.parent.empty() && domain::may(principal, domain::Permission::administer, unit.code, units);
  });
}

std::string public_origin(const Request& request, const ServerSettings& settings) {
  if (!settings.public_url.empty()) return settings.public_url;
  const std::string_view host = request.header("host");
  const bool is_plain = !host.empty() && host.size() < 200 &&
                        host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == std::string_view::npos;
  return "http://" + (is_plain ? std::string(host) : settings.address);
}

}  // namespace seva::http
