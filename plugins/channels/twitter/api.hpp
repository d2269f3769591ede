#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "accounts.hpp"
#include "seva/channel.hpp"

namespace seva::twitter {

/// A request in the name of one of our accounts, signed by OAuth 1.0a.
/// `path` begins with a slash; `json_body` empty makes a GET, else a POST. `nonce_seed` is unique to the request.
[[nodiscard]] HttpRequest signed_request(const Settings& settings, const OAuth1Keys& keys, std::string_view path, const Parameters& query,
                                         std::string json_body, std::string_view nonce_seed, Instant now);

/// A GET in the name of the app alone, by its bearer token.
[[nodiscard]] HttpRequest bearer_request(const Settings& settings, std::string_view path, const Parameters& query);

/// How long X asks to stay away: until the limit that is used up (x-rate-limit-…, x-user-limit-24hour-…, x-app-limit-24hour-…) is renewed.
/// Where it does not say, 15 minutes, the length of X's windows.
[[nodiscard]] std::chrono::milliseconds until_renewed(const HttpResponse& response);

}  // namespace seva::twitter
