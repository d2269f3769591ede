#include "channel_play.hpp"
#include "seva/signature.hpp"

/// X: what its webhooks, its stream and its answers may hold.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const seva::fuzz::PlayedChannel channel = [] {
    seva::fuzz::PlayedChannel made;
    made.material.config_json =
        R"({"accounts": [{"handle": "SevaPolice", "user_id": "1001"}, {"handle": "SevaRail", "user_id": "1002"}], "mentions": true})";
    made.material.secrets = {
        {"consumer_key", {"ck"}}, {"consumer_secret", {"cs"}}, {"access_token", {"at"}}, {"access_token_secret", {"as"}}, {"bearer_token", {"bt"}}};
    made.sign = [](seva::actions::WebhookRequest& request) {
      request.headers.emplace_back("x-twitter-webhooks-signature",
                                   "sha256=" + seva::to_base64(seva::as_bytes(seva::hmac_sha256("cs", request.body))));
    };
    return made;
  }();
  seva::fuzz::play(channel, {reinterpret_cast<const char*>(data), size});
  return 0;
}
