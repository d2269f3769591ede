#pragma once

#include "hosting/network/http_client.hpp"
#include "hosting/network/stream_client.hpp"

namespace seva::hosting {

/// The broker that goes out into the network.
class NetworkBroker final : public Broker {
 public:
  void request(const AllowedHosts& allowed_hosts, HttpRequest request, Answered answered) override {
    http_.request(allowed_hosts, std::move(request), std::move(answered));
  }
  [[nodiscard]] std::unique_ptr<Stream> open(const AllowedHosts& allowed_hosts, OpenStream request,
                                             std::shared_ptr<StreamListener> listener) override {
    return streams_.open(allowed_hosts, std::move(request), std::move(listener));
  }

  [[nodiscard]] const HttpFigures& http_figures() const { return http_.figures(); }
  [[nodiscard]] const StreamFigures& stream_figures() const { return streams_.figures(); }

 private:
  HttpClient http_;
  StreamClient streams_;
};

}  // namespace seva::hosting
