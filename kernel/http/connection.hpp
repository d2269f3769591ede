#pragma once

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include "http/metrics.hpp"
#include "http/router.hpp"

namespace seva::http {

/// Makes a Request of what arrived, or refuses its framing; sends the answer with the headers that protect it; measures and logs it without its
/// query, its body or whom it is about.
class Connections : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  /// All three outlive this.
  Connections(const ServerSettings& settings, Router& router, Services& services) : settings_(settings), router_(router), services_(services) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override;

  void handle(Poco::Net::HTTPServerRequest& from, Poco::Net::HTTPServerResponse& to) const;

 private:
  [[nodiscard]] Router::Answer answer(Request& request, Poco::Net::HTTPServerRequest& from) const;

  const ServerSettings& settings_;
  Router& router_;
  Services& services_;
};

}  // namespace seva::http
