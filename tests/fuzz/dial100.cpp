#include "channel_play.hpp"

/// A call centre: what its manager interface may send.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const seva::fuzz::PlayedChannel channel = [] {
    seva::fuzz::PlayedChannel made;
    made.material.config_json = R"({"url": "tcp://pbx.example:5038", "username": "seva", "queues": ["up112"], "recordings": true,
      "call_back": {"channel": "PJSIP/{number}@trunk", "context": "from-seva", "extension": "{national}"}})";
    made.line_end = "\r\n\r\n";
    made.material.secrets = {{"secret", {"mysecret"}}};
    return made;
  }();
  seva::fuzz::play(channel, {reinterpret_cast<const char*>(data), size});
  return 0;
}
