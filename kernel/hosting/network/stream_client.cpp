#include "hosting/network/stream_client.hpp"

#include "hosting/network/egress.hpp"
#include "hosting/network/http_words.hpp"
#include "hosting/network/stream_carrier.hpp"

namespace seva::hosting {

/// What the owner holds. The carrier outlives it until its thread has ended.
class StreamClient::Handle final : public Stream {
 public:
  explicit Handle(std::shared_ptr<StreamCarrier> carrier) : carrier_(std::move(carrier)) {}
  ~Handle() override { carrier_->give_up(); }
  void send(std::string bytes) override { carrier_->send(std::move(bytes)); }

 private:
  std::shared_ptr<StreamCarrier> carrier_;
};

StreamClient::StreamClient(std::string authorities) : authorities_(std::move(authorities)) { prepare_http_library(); }

StreamClient::~StreamClient() {
  for (const auto& carrier : carriers_) carrier->give_up();
}

std::unique_ptr<Stream> StreamClient::open(const AllowedHosts& allowed_hosts, OpenStream request, std::shared_ptr<StreamListener> listener) {
  const auto refuse = [&](const std::string& error) -> std::unique_ptr<Stream> {
    ++figures_.refused;
    listener->closed(error);
    return nullptr;
  };
  auto url = Url::parse_stream(request.url);
  if (!url) return refuse(url.error().code);
  const bool is_named = url->is_among(allowed_hosts.named);
  if (!is_named && !url->is_among(allowed_hosts.declared)) return refuse("host_not_allowed");
  if (!is_sound_request("GET", request.headers)) return refuse("bad_request");
  auto carrier = std::make_shared<StreamCarrier>(std::move(*url), is_named, std::move(request), std::move(listener), authorities_, figures_);
  const std::lock_guard lock(mutex_);
  std::erase_if(carriers_, [](const auto& old) { return old->is_done(); });
  carriers_.push_back(carrier);
  return std::make_unique<Handle>(std::move(carrier));
}

}  // namespace seva::hosting
