#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "seva/instant.hpp"

namespace seva::twitter {

struct UserTokens {
  std::string token;
  std::string secret;
};

struct OAuth1Keys {
  std::string consumer_key;
  std::string consumer_secret;
  UserTokens user;
};

/// Names and values, not yet encoded.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// The signature of RFC 5849 by HMAC-SHA1, in base 64. `url` is scheme, host and path as the request goes out: the host is signed.
/// `parameters` are all that are signed: those of the query, of a form body, and OAuth's own. A JSON body is not signed.
[[nodiscard]] std::string oauth1_signature(std::string_view method, std::string_view url, const Parameters& parameters,
                                           std::string_view consumer_secret, std::string_view token_secret);

/// The value of the Authorization header of a request in the user's name. `nonce` is never used twice within one second.
[[nodiscard]] std::string oauth1_header(std::string_view method, std::string_view url, const Parameters& query, const OAuth1Keys& keys,
                                        std::string_view nonce, Instant now);

/// A query string with its question mark; empty without parameters.
[[nodiscard]] std::string query_string(const Parameters& query);

}  // namespace seva::twitter
