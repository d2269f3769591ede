/* A channel as it was written and built against the first boundary. It knows nothing of the SDK's other headers. */
#include "plugin.h"

#include <new>

namespace {

constexpr char kManifest[] = R"({"id":"frozen_channel","kind":"channel","version":"1.0.0","api":"1.0","name":{"en":"Frozen","hi":"पुराना"},
  "config_schema":{"type":"object","additionalProperties":false,"properties":{}},"privacy_class":"public",
  "texts":{"cannot_reply":{"en":"It carries no answers.","hi":"यह उत्तर नहीं ले जाता।"}}})";
constexpr char kNothing[] = "[]";
constexpr char kRefusal[] = R"([{"type":"receipt","delivery":"d1","state":"failed","reason":"cannot_reply"}])";

struct Channel {};

void* create() { return new (std::nothrow) Channel; }

bool holds(seva_slice text, const char* word, size_t size) {
  for (size_t first = 0; first + size <= text.size; ++first)
    if (__builtin_memcmp(text.data + first, word, size) == 0) return true;
  return false;
}

seva_slice handle(void*, seva_slice event, seva_slice) {
  if (holds(event, "\"deliver\"", 9)) return {kRefusal, sizeof kRefusal - 1};
  return {kNothing, sizeof kNothing - 1};
}

void destroy(void* self) { delete static_cast<Channel*>(self); }

}  // namespace

extern "C" {
extern SEVA_PLUGIN_EXPORT const seva_plugin seva_plugin_v1;
const seva_plugin seva_plugin_v1 = {sizeof(seva_plugin), SEVA_ABI_MAJOR, SEVA_ABI_MINOR, {kManifest, sizeof kManifest - 1}, create, handle, destroy};
}
