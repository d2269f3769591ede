#pragma once

#include <optional>
#include <string>

#include "http/route.hpp"

namespace seva::http {

/// The session's cookie. Behind https it is Secure and bound to the host by its name (RFC 6265bis, __Host-).
[[nodiscard]] std::string session_token(const Request& request, const ServerSettings& settings);
[[nodiscard]] std::string session_cookie(const std::string& token, const ServerSettings& settings);
[[nodiscard]] std::string ended_cookie(const ServerSettings& settings);

/// The proof that a complaint is the citizen's: a cookie for the pages of this docket alone, sent by none but them.
[[nodiscard]] std::string proof_token(const Request& request);
[[nodiscard]] std::string proof_cookie(const std::string& token, const std::string& docket, const ServerSettings& settings);

/// Refuses what no page of ours sends: a foreign Origin, a request that the browser calls cross-site, somebody else's name in a header.
[[nodiscard]] std::optional<domain::Problem> foreign(const Request& request, const ServerSettings& settings);

/// Refuses a request that changes something without the session's own token, in X-CSRF-Token or the form's field `csrf`.
[[nodiscard]] std::optional<domain::Problem> forged(const Call& call);

/// True where the person administers the whole instance.
[[nodiscard]] bool may_administer(const domain::Principal& principal, const domain::UnitTree& units);

/// http or https, host and port, as people reach the instance.
[[nodiscard]] std::string public_origin(const Request& request, const ServerSettings& settings);

}  // namespace seva::http
