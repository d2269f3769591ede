// A channel that makes a message of every webhook's body and of every line of a replay, and answers webhooks with 200.
#include <string>

#include "broken_plugins/plain.hpp"

namespace {

constexpr std::string_view kManifest =
    R"({"id": "plain_channel", "kind": "channel", "version": "1.2.3", "api": "1.0", "name": {"en": "Plain", "hi": "सादा"},
  "icon": "circle", "config_schema": {"type": "object", "properties": {"greeting": {"type": "string"}, "account": {"type": "object", "properties": {"handle": {"type": "string"}}}}},
  "capabilities": {"can_reply": true, "reply_limit": {"limit": 280}}, "hosts": ["service.example"], "privacy_class": "public",
  "texts": {"not_read": {"en": "The line {0} cannot be read.", "hi": "पंक्ति {0} पढ़ी नहीं जा सकती."}}})";

struct Instance {
  std::string answer;
};

std::string message(std::string_view text) {
  return R"({"source_id": ")" + std::string(text) + R"(", "author": {"id": "a1"}, "text": ")" + std::string(text) +
         R"(", "sent_at": 1460336906000000})";
}

std::string messages_of(std::string_view lines) {
  std::string all;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    all += (all.empty() ? "" : ", ") + message(lines.substr(0, end));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return all;
}

void* create() { return new Instance; }
void destroy(void* self) { delete static_cast<Instance*>(self); }

seva_slice handle(void* self, seva_slice event, seva_slice payload) {
  auto& answer = static_cast<Instance*>(self)->answer;
  const std::string type = plain::field(plain::view(event), "type");
  answer = "[]";
  if (type == "webhook")
    answer = R"([{"type": "accept", "messages": [)" + message(plain::view(payload)) + R"(]}, {"type": "respond", "tag": ")" +
             plain::field(plain::view(event), "tag") + R"(", "status": 200, "headers": {"x-plain": "yes"}, "body": "taken"}])";
  if (type == "stream_data") answer = R"([{"type": "accept", "messages": [)" + messages_of(plain::view(payload)) + "]}]";
  if (type == "deliver")
    answer = R"([{"type": "receipt", "delivery": ")" + plain::field(plain::view(event), "delivery") + R"(", "state": "sent", "sent_id": "s1"}])";
  return plain::answer(answer);
}

}  // namespace

PLAIN_EXPORT({sizeof(seva_plugin), SEVA_ABI_MAJOR, SEVA_ABI_MINOR, {kManifest.data(), kManifest.size()}, &create, &handle, &destroy})
