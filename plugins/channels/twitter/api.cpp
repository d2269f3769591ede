#include "api.hpp"

#include <algorithm>
#include <charconv>

#include "seva/signature.hpp"

namespace seva::twitter {
namespace {

constexpr std::chrono::milliseconds kWindow = std::chrono::minutes{15};

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// 128 bits in hexadecimal, the same for the same event: a request that is made again in the same turn is the same request.
std::string nonce_from(std::string_view seed, Instant now) {
  constexpr std::size_t kDigits = 32;
  return to_hex(as_bytes(sha256(std::string(seed) + "@" + std::to_string(to_micros(now))))).substr(0, kDigits);
}

}  // namespace

HttpRequest signed_request(const Settings& settings, const OAuth1Keys& keys, std::string_view path, const Parameters& query, std::string json_body,
                           std::string_view nonce_seed, Instant now) {
  const std::string url = settings.api_url + std::string(path);
  HttpRequest request;
  request.method = json_body.empty() ? "GET" : "POST";
  request.url = url + query_string(query);
  request.headers = {{"authorization", oauth1_header(request.method, url, query, keys, nonce_from(nonce_seed, now), now)}};
  if (!json_body.empty()) request.headers.emplace_back("content-type", "application/json");
  request.body = std::move(json_body);
  return request;
}

HttpRequest bearer_request(const Settings& settings, std::string_view path, const Parameters& query) {
  HttpRequest request;
  request.url = settings.api_url + std::string(path) + query_string(query);
  request.headers = {{"authorization", "Bearer " + settings.bearer_token}};
  return request;
}

std::chrono::milliseconds until_renewed(const HttpResponse& response) {
  std::chrono::milliseconds longest{0};
  for (const std::string limit : {"x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour"}) {
    const auto reset = whole_number(response.headers.get(limit + "-reset"));
    const bool is_used_up = response.headers.get(limit + "-remaining") == "0" || !response.headers.has(limit + "-remaining");
    if (!reset || !is_used_up) continue;
    const auto wait = Instant{std::chrono::seconds{*reset}} - response.now;
    longest = std::max(longest, std::chrono::ceil<std::chrono::milliseconds>(wait));
  }
  constexpr std::chrono::milliseconds kLongest = std::chrono::hours{24};
  return longest.count() <= 0 ? kWindow : std::min(longest, kLongest);
}

}  // namespace seva::twitter
