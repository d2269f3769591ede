// A channel that asks for the address in every webhook's body, and answers the webhook with what came of it: the error, or nothing.
#include <string>

#include "broken_plugins/plain.hpp"

namespace {

constexpr std::string_view kManifest = R"({"id": "asking_channel", "kind": "channel", "version": "1.0.0", "api": "1.0",
  "name": {"en": "Asking", "hi": "पूछताछ"}, "privacy_class": "public", "hosts": ["127.0.0.1:9"]})";

struct Instance {
  std::string answer;
};

void* create() { return new Instance; }
void destroy(void* self) { delete static_cast<Instance*>(self); }

seva_slice handle(void* self, seva_slice event, seva_slice payload) {
  auto& answer = static_cast<Instance*>(self)->answer;
  const std::string type = plain::field(plain::view(event), "type");
  const std::string tag = plain::field(plain::view(event), "tag");
  answer = "[]";
  if (type == "webhook")
    answer = R"([{"type": "http_request", "tag": ")" + tag + R"(", "method": "GET", "url": ")" + std::string(plain::view(payload)) + R"("}])";
  if (type == "http_response")
    answer = R"([{"type": "respond", "tag": ")" + tag + R"(", "status": 200, "body": ")" + plain::field(plain::view(event), "error") + R"("}])";
  return plain::answer(answer);
}

}  // namespace

PLAIN_EXPORT({sizeof(seva_plugin), SEVA_ABI_MAJOR, SEVA_ABI_MINOR, {kManifest.data(), kManifest.size()}, &create, &handle, &destroy})
