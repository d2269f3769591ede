// A channel that counts what it took, keeps the count, and says with each answer which version it is. FAULT: 1: it crashes at its start where it
// finds a count.
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

std::string_view view(seva_slice slice) { return {slice.data, slice.size}; }

std::string field(std::string_view event, std::string_view name) {
  const std::string key = "\"" + std::string(name) + "\":\"";
  const auto at = event.find(key);
  if (at == std::string_view::npos) return {};
  const auto begin = at + key.size();
  return std::string(event.substr(begin, event.find('"', begin) - begin));
}

void* create() { return new Instance; }
void destroy(void* self) { delete static_cast<Instance*>(self); }

seva_slice handle(void* self, seva_slice event, seva_slice payload) {
  auto& [count, answer] = *static_cast<Instance*>(self);
  const std::string type = field(view(event), "type");
  answer = "[]";
  if (type == "start") {
    count = std::atol(field(view(event), "count").c_str());
    if (FAULT == 1 && count > 0) std::abort();
  }
  if (type == "webhook") {
    const std::string id(view(payload));
    ++count;
    answer = R"([{"type": "accept", "messages": [{"source_id": ")" + id + R"(", "author": {"id": "a"}, "text": ")" + id +
             R"(", "sent_at": 1460336906000000}]}, {"type": "save", "key": "count", "value": ")" + std::to_string(count) +
             R"("}, {"type": "respond", "tag": ")" + field(view(event), "tag") + R"(", "status": 200, "body": ")" VERSION " " +
             std::to_string(count) + R"("}])";
  }
  return plain::answer(answer);
}

}  // namespace

PLAIN_EXPORT({sizeof(seva_plugin), SEVA_ABI_MAJOR, SEVA_ABI_MINOR, {kManifest.data(), kManifest.size()}, &create, &handle, &destroy})
