#pragma once

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerRequestImpl.h>

#include <atomic>

#include "http/deadlines.hpp"
#include "http/metrics.hpp"
#include "http/porch.hpp"
#include "http/router.hpp"

namespace seva::http {

/// Makes a Request of what arrived, or refuses its framing; sends the answer with the headers that protect it; gives the connection back to the
/// porch; measures and logs it without its query, its body or whom it is about. Thread-safe.
class Connections : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  /// What is referred to outlives this.
  Connections(const ServerSettings& settings, Router& router, Services& services, Porch porch)
      : settings_(settings), router_(router), services_(services), porch_(std::move(porch)) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override;

  void handle(Poco::Net::HTTPServerRequestImpl& from, Poco::Net::HTTPServerResponse& to);

 private:
  [[nodiscard]] Router::Answer answer(Request& request, Poco::Net::HTTPServerRequestImpl& from);
  [[nodiscard]] std::optional<domain::Problem> take_body(Request& request, Poco::Net::HTTPServerRequestImpl& from);
  [[nodiscard]] bool send(const Response& response, Poco::Net::HTTPServerRequestImpl& from, Poco::Net::HTTPServerResponse& to);

  const ServerSettings& settings_;
  Router& router_;
  Services& services_;
  Porch porch_;
  Deadlines deadlines_;
  std::atomic<int> slow_bodies_{0};  ///< threads that read a body which may not be there yet
  std::atomic<int> files_{0};        ///< threads that take or send a file
};

}  // namespace seva::http
