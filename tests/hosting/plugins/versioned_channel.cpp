// A channel that counts what it took, keeps the count, and says with each answer which version it is. FAULT: 1: it crashes at its start where it
// finds a count; 2: it crashes at every message.
#include <cstdlib>
#include <string>

#include "broken_plugins/plain.hpp"

namespace {

constexpr std::string_view kManifest = R"({"id": ")" VERSIONED_ID R"(", "kind": "channel", "version": ")" VERSION R"(", "api": "1.0",
  "name": {"en": "Versioned", "hi": "संस्करण"}, "privacy_class": "public", "hosts": [")" HOST R"("]})";

struct Instance {
  long count = 0;
  std::string answer;
};

void* create() { return new Instance; }
void destroy(void* self) { delete static_cast<Instance*>(self); }

seva_slice handle(void* self, seva_slice event, seva_slice payload) {
  auto& [count, answer] = *static_cast<Instance*>(self);
  const std::string type = plain::field(plain::view(event), "type");
  answer = "[]";
  if (type == "start") {
    count = std::atol(plain::field(plain::view(event), "count").c_str());
    if (FAULT == 1 && count > 0) std::abort();
  }
  if (type == "webhook") {
    if (FAULT == 2) std::abort();
    const std::string id(plain::view(payload));
    ++count;
    answer = R"([{"type": "accept", "messages": [{"source_id": ")" + id + R"(", "author": {"id": "a"}, "text": ")" + id +
             R"(", "sent_at": 1460336906000000}]}, {"type": "save", "key": "count", "value": ")" + std::to_string(count) +
             R"("}, {"type": "respond", "tag": ")" + plain::field(plain::view(event), "tag") + R"(", "status": 200, "body": ")" VERSION " " +
             std::to_string(count) + R"("}])";
  }
  return plain::answer(answer);
}

}  // namespace

PLAIN_EXPORT({sizeof(seva_plugin), SEVA_ABI_MAJOR, SEVA_ABI_MINOR, {kManifest.data(), kManifest.size()}, &create, &handle, &destroy})
