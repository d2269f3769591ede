#include "http/connection.hpp"

#include <Poco/Buffer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/HTTPServerSession.h>
#include <fcntl.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

#include "http/framing.hpp"
#include "http/packing.hpp"
#include "http/problems.hpp"

namespace seva::http {
namespace {

constexpr std::string_view kChannels = "/channels/";
constexpr std::chrono::seconds kGrace{1};  ///< so that a slow body is answered before its connection is ended

class Handler : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Handler(Connections& connections) : connections_(connections) {}
  void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
    connections_.handle(dynamic_cast<Poco::Net::HTTPServerRequestImpl&>(request), response);  // Poco's server makes no other
  }

 private:
  Connections& connections_;
};

class Count {
 public:
  explicit Count(std::atomic<int>& number, bool counts = true) : number_(number), step_(counts ? 1 : 0), others_(counts ? number.fetch_add(1) : 0) {}
  ~Count() { number_ -= step_; }
  Count(const Count&) = delete;
  Count& operator=(const Count&) = delete;
  [[nodiscard]] int others() const { return others_; }

 private:
  std::atomic<int>& number_;
  int step_;
  int others_;
};

bool waited_for_in_porch(const Request& request) {
  if (has(request.headers, "transfer-encoding") || has(request.headers, "expect")) return false;
  const std::string_view length = request.header("content-length");
  return length.empty() || std::stoull(std::string(length)) <= kMostBytesInPorch;  // read_head found it to be a number
}

/// A method that nobody serves would make a new series each, and could hold what a terminal acts on.
std::string_view known_method(std::string_view method) {
  constexpr std::array<std::string_view, 8> kMethods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"};
  const auto found = std::find(kMethods.begin(), kMethods.end(), method);
  return found == kMethods.end() ? "other" : *found;
}

/// A plugin's bytes come from our origin; the sandbox keeps them from acting as one of our pages.
std::string_view content_policy(const Request& request, const Response& response) {
  if (request.path.starts_with(kChannels)) return "sandbox; default-src 'none'; frame-ancestors 'none'";
  if (response.content_type.starts_with("text/html"))
    return "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  return "default-src 'none'; frame-ancestors 'none'";
}

/// False: fewer bytes came out of it, or went into it.
bool copy(std::istream& from, std::ostream& to, std::uint64_t size) {
  std::array<char, 65'536> part{};
  while (size > 0 && to.good()) {
    from.read(part.data(), static_cast<std::streamsize>(std::min<std::uint64_t>(part.size(), size)));
    if (from.gcount() == 0) return false;
    to.write(part.data(), from.gcount());
    size -= static_cast<std::uint64_t>(from.gcount());
  }
  return to.good();
}

void protect(const Request& request, Response& response, const ServerSettings& settings) {
  if (!has(response.headers, "Content-Security-Policy")) response.with("Content-Security-Policy", std::string(content_policy(request, response)));
  response.with("X-Request-Id", request.id)
      .with("X-Content-Type-Options", "nosniff")
      .with("X-Frame-Options", "DENY")
      .with("Referrer-Policy", "same-origin")
      .with("Cross-Origin-Opener-Policy", "same-origin")
      .with("Cross-Origin-Resource-Policy", "same-origin")
      .with("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  if (!has(response.headers, "Cache-Control")) response.with("Cache-Control", "no-store");
  if (settings.public_url.starts_with("https://")) response.with("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

}  // namespace

Poco::Net::HTTPRequestHandler* Connections::createRequestHandler(const Poco::Net::HTTPServerRequest&) { return new Handler(*this); }

std::optional<domain::Problem> Connections::take_body(Request& request, Poco::Net::HTTPServerRequestImpl& from) {
  const std::size_t most = request.path.starts_with(kChannels) ? settings_.most_webhook_bytes : settings_.most_body_bytes;
  if (waited_for_in_porch(request)) return read_body(request, from, most, settings_.body_time);
  if (has(request.headers, "cookie") && router_.brings_file(request)) {
    const Count files(files_);
    if (files.others() >= std::max(settings_.most_threads / 4, 1)) return too_busy();
    const Deadlines::Guard deadline(deadlines_, from.socket(), settings_.file_time + kGrace);
    return read_body(request, from, settings_.most_file_bytes, settings_.file_time);
  }
  // Half of the threads at most wait for bodies, so that whoever drips many of them does not stop the others.
  const Count slow(slow_bodies_);
  if (slow.others() >= std::max(settings_.most_threads / 2, 1)) return too_busy();
  const Deadlines::Guard deadline(deadlines_, from.socket(), settings_.body_time + kGrace);
  return read_body(request, from, most, settings_.body_time);
}

Router::Answer Connections::answer(Request& request, Poco::Net::HTTPServerRequestImpl& from) {
  const auto refused = [&](const domain::Problem& problem) {
    Response response = router_.refuse(request, problem);
    response.closes = true;  // What follows on the connection cannot be told from the rest of this request.
    return Router::Answer{std::move(response), "none"};
  };
  if (const auto problem = read_head(request, from, settings_)) return refused(*problem);
  if (const auto problem = take_body(request, from)) return refused(*problem);
  Router::Answer answer = router_.serve(request);
  Poco::Buffer<char> more(0);
  from.session().drainBuffer(more);
  if (more.size() > 0) answer.response.closes = true;  // The next request came too early to be taken back to the porch.
  return answer;
}

bool Connections::send(const Response& response, Poco::Net::HTTPServerRequestImpl& from, Poco::Net::HTTPServerResponse& to) {
  const bool has_body = response.status != 204 && response.status != 304;
  to.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(response.status));
  to.setReason(Poco::Net::HTTPResponse::getReasonForStatus(to.getStatus()));
  if (!response.content_type.empty()) to.setContentType(response.content_type);
  if (has_body && !response.takes_over)
    to.setContentLength64(static_cast<Poco::Int64>(response.stream ? response.stream_size : response.body.size()));
  for (const auto& [name, value] : response.headers) to.add(name, value);
  if (response.closes || response.takes_over) to.setKeepAlive(false);
  const Deadlines::Guard deadline(deadlines_, from.socket(), response.stream ? settings_.file_time : settings_.send_time);
  std::ostream& out = to.send();
  const bool wants_body = has_body && from.getMethod() != Poco::Net::HTTPRequest::HTTP_HEAD;
  if (wants_body && response.stream && !copy(*response.stream, out, response.stream_size)) return false;
  if (wants_body && !response.stream) out.write(response.body.data(), static_cast<std::streamsize>(response.body.size()));
  out.flush();
  return out.good();
}

void Connections::handle(Poco::Net::HTTPServerRequestImpl& from, Poco::Net::HTTPServerResponse& to) {
  const auto begin = std::chrono::steady_clock::now();
  Request request;
  request.id = services_.actions.ports.identities.random_hex(8);
  auto [response, pattern] = answer(request, from);
  const Count files(files_, response.stream != nullptr);
  if (files.others() >= std::max(settings_.most_threads / 4, 1)) response = problem_response(too_busy(), request.id);
  pack(request, response);
  protect(request, response, settings_);
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
  const std::string_view method = known_method(request.method);
  services_.metrics.count(method, pattern, response.status, time);
  spdlog::info("http {} {} {} {} {:.1f} ms", request.id, method, pattern, response.status, time.count() * 1000);
  if (!send(response, from, to)) return;
  if (response.takes_over && request.method == "GET") {
    const Poco::Net::StreamSocket connection = from.detachSocket();
    if (const int own = fcntl(connection.impl()->sockfd(), F_DUPFD_CLOEXEC, 0); own >= 0) response.takes_over(own);  // Poco closes its own
  } else if (to.getKeepAlive()) {
    porch_.take_back(from.detachSocket());
  }
}

}  // namespace seva::http
