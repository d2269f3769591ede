#include <algorithm>
#include <array>

#include "http/encoding.hpp"
#include "http/gate.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

/// What a plugin may not say for us: framing is ours, cookies and security belong to the instance's origin.
bool is_reserved(const std::string& name) {
  constexpr std::array<std::string_view, 11> kReserved = {"connection",
                                                          "content-length",
                                                          "transfer-encoding",
                                                          "set-cookie",
                                                          "trailer",
                                                          "upgrade",
                                                          "keep-alive",
                                                          "content-security-policy",
                                                          "x-frame-options",
                                                          "x-content-type-options",
                                                          "strict-transport-security"};
  return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

bool is_plain(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](unsigned char byte) { return byte < 0x20 || byte == 0x7F; });
}

actions::WebhookRequest webhook_request(const Call& call) {
  const Request& request = call.request;
  actions::WebhookRequest webhook;
  webhook.method = request.method;
  webhook.url = public_origin(request, call.services.settings) + request.target;
  webhook.path = call.part("path");
  webhook.query = request.query;
  for (const auto& header : request.headers)
    if (header.first != "cookie") webhook.headers.push_back(header);  // An officer's session is no plugin's business.
  webhook.body = request.body;
  return webhook;
}

Response receive(Call& call) {
  actions::WebhookResponse answer = call.services.actions.webhooks.receive(call.part("channel"), webhook_request(call));
  Response response{.status = answer.status, .content_type = "application/octet-stream", .body = std::move(answer.body)};
  if (response.status < 200 || response.status > 599) response = {.status = 502, .content_type = "text/plain"};
  for (auto& [name, value] : answer.headers) {
    const std::string lower = lower_case(name);
    if (is_reserved(lower) || name.empty() || !is_plain(name) || !is_plain(value)) continue;
    if (lower == "content-type")
      response.content_type = std::move(value);
    else
      response.with(std::move(name), std::move(value));
  }
  if (response.status == 503 && !has(response.headers, "Retry-After")) response.with("Retry-After", "5");
  return response;
}

}  // namespace

std::vector<Route> channel_routes() { return {{"ANY", "/channels/{channel}/{path…}", Access::open, Face::channel, receive}}; }

}  // namespace seva::http
