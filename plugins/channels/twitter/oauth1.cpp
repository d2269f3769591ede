#include "oauth1.hpp"

#include <algorithm>

#include "seva/signature.hpp"

namespace seva::twitter {

std::string oauth1_signature(std::string_view method, std::string_view url, const Parameters& parameters, std::string_view consumer_secret,
                             std::string_view token_secret) {
  Parameters encoded;
  for (const auto& [name, value] : parameters) encoded.emplace_back(percent_encoded(name), percent_encoded(value));
  std::sort(encoded.begin(), encoded.end());
  std::string joined;
  for (const auto& [name, value] : encoded) joined += (joined.empty() ? "" : "&") + name + "=" + value;
  const std::string base = std::string(method) + "&" + percent_encoded(url) + "&" + percent_encoded(joined);
  return to_base64(as_bytes(hmac_sha1(percent_encoded(consumer_secret) + "&" + percent_encoded(token_secret), base)));
}

std::string oauth1_header(std::string_view method, std::string_view url, const Parameters& query, const OAuth1Keys& keys, std::string_view nonce,
                          Instant now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  Parameters oauth{{"oauth_consumer_key", keys.consumer_key},    {"oauth_nonce", std::string(nonce)}, {"oauth_signature_method", "HMAC-SHA1"},
                   {"oauth_timestamp", std::to_string(seconds)}, {"oauth_token", keys.user.token},    {"oauth_version", "1.0"}};
  Parameters all = query;
  all.insert(all.end(), oauth.begin(), oauth.end());
  oauth.emplace_back("oauth_signature", oauth1_signature(method, url, all, keys.consumer_secret, keys.user.secret));
  std::string header;
  for (const auto& [name, value] : oauth) header += (header.empty() ? "OAuth " : ", ") + name + "=\"" + percent_encoded(value) + "\"";
  return header;
}

std::string query_string(const Parameters& query) {
  std::string text;
  for (const auto& [name, value] : query) text += (text.empty() ? "?" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
  return text;
}

}  // namespace seva::twitter
