#include "channel_play.hpp"

/// A helpline: what a gateway of short messages and a telephone company may send.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const seva::fuzz::PlayedChannel channel = [] {
    seva::fuzz::PlayedChannel made;
    made.material.config_json =
        R"({"public_url": "https://seva.example/channels/helpline1090", "sendsms_url": "http://127.0.0.1:13013/cgi-bin/sendsms", "username": "seva"})";
    made.material.secrets = {{"webhook_token", {"token"}}, {"gateway_password", {"password"}}};
    return made;
  }();
  seva::fuzz::play(channel, {reinterpret_cast<const char*>(data), size});
  return 0;
}
