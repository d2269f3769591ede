#include "http/connection.hpp"

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <spdlog/spdlog.h>

#include "http/framing.hpp"
#include "http/problems.hpp"

namespace seva::http {
namespace {

constexpr std::string_view kChannels = "/channels/";

class Handler : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Handler(const Connections& connections) : connections_(connections) {}
  void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
    connections_.handle(request, response);
  }

 private:
  const Connections& connections_;
};

/// A plugin's bytes come from our origin; the sandbox keeps them from acting as one of our pages.
std::string_view content_policy(const Request& request, const Response& response) {
  if (request.path.starts_with(kChannels)) return "sandbox; default-src 'none'; frame-ancestors 'none'";
  if (response.content_type.starts_with("text/html"))
    return "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  return "default-src 'none'; frame-ancestors 'none'";
}

void protect(const Request& request, Response& response, const ServerSettings& settings) {
  response.with("X-Request-Id", request.id)
      .with("Content-Security-Policy", std::string(content_policy(request, response)))
      .with("X-Content-Type-Options", "nosniff")
      .with("X-Frame-Options", "DENY")
      .with("Referrer-Policy", "same-origin")
      .with("Cross-Origin-Opener-Policy", "same-origin")
      .with("Cross-Origin-Resource-Policy", "same-origin")
      .with("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  if (!has(response.headers, "Cache-Control")) response.with("Cache-Control", "no-store");
  if (settings.public_url.starts_with("https://")) response.with("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

void send(const Response& response, Poco::Net::HTTPServerResponse& to) {
  to.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(response.status));
  to.setReason(Poco::Net::HTTPResponse::getReasonForStatus(to.getStatus()));
  if (!response.content_type.empty()) to.setContentType(response.content_type);
  for (const auto& [name, value] : response.headers) to.add(name, value);
  if (response.closes) to.setKeepAlive(false);
  if (response.status == 204 || response.status == 304)
    to.send();
  else
    to.sendBuffer(response.body.data(), response.body.size());
}

}  // namespace

Poco::Net::HTTPRequestHandler* Connections::createRequestHandler(const Poco::Net::HTTPServerRequest&) { return new Handler(*this); }

Router::Answer Connections::answer(Request& request, Poco::Net::HTTPServerRequest& from) const {
  const auto refused = [&](const domain::Problem& problem) {
    Response response = router_.refuse(request, problem);
    response.closes = true;  // What follows on the connection cannot be told from the rest of this request.
    return Router::Answer{std::move(response), "none"};
  };
  try {
    if (const auto problem = read_head(request, from, settings_)) return refused(*problem);
    const std::size_t most = request.path.starts_with(kChannels) ? settings_.most_webhook_bytes : settings_.most_body_bytes;
    if (const auto problem = read_body(request, from, most, settings_.body_time)) return refused(*problem);
    return router_.serve(request);
  } catch (const std::exception& error) {
    spdlog::error("http {} failed: {}", request.id, error.what());
    Response response = problem_response(failed(), request.id);
    response.closes = true;
    return {std::move(response), "failed"};
  }
}

void Connections::handle(Poco::Net::HTTPServerRequest& from, Poco::Net::HTTPServerResponse& to) const {
  const auto begin = std::chrono::steady_clock::now();
  Request request;
  request.id = services_.actions.ports.identities.random_hex(8);
  auto [response, pattern] = answer(request, from);
  protect(request, response, settings_);
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
  services_.metrics.count(request.method, pattern, response.status, time);
  spdlog::info("http {} {} {} {} {:.1f} ms", request.id, request.method, pattern, response.status, time.count() * 1000);
  send(response, to);
}

}  // namespace seva::http
