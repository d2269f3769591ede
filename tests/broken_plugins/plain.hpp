#pragma once

#include <seva/plugin.h>

#include <string>
#include <string_view>

/// What a plugin needs at least, against the C boundary alone, for plugins that then break one rule.
namespace plain {

#if !defined(PLAIN_ID)
#define PLAIN_ID "broken"
#endif

constexpr std::string_view kChannel =
    R"({"id": ")" PLAIN_ID R"(", "kind": "channel", "version": "1.0.0", "api": "1.0", "name": {"en": "Broken", "hi": "टूटा"}})";

inline int self = 0;

inline void* create() { return &self; }
inline void destroy(void*) {}
inline seva_slice answer(std::string_view effects) { return {effects.data(), effects.size()}; }
inline seva_slice handle(void*, seva_slice, seva_slice) { return answer("[]"); }

inline std::string_view view(seva_slice slice) { return {slice.data, slice.size}; }

/// A text of the event, as the kernel writes events: without blanks. Empty where it has none of the name.
inline std::string field(std::string_view event, std::string_view name) {
  const std::string key = "\"" + std::string(name) + "\":\"";
  const auto at = event.find(key);
  if (at == std::string_view::npos) return {};
  const auto begin = at + key.size();
  return std::string(event.substr(begin, event.find('"', begin) - begin));
}

constexpr seva_plugin plugin(std::string_view manifest = kChannel) {
  return {sizeof(seva_plugin), SEVA_ABI_MAJOR, SEVA_ABI_MINOR, {manifest.data(), manifest.size()}, &create, &handle, &destroy};
}

/// Answers `start` soundly, and every later event as `broken` does.
template <seva_slice (*broken)()>
seva_slice handle_after_start(void*, seva_slice event, seva_slice) {
  const std::string_view text(event.data, event.size);
  return text.find(R"("type":"start")") != std::string_view::npos ? answer("[]") : broken();
}

template <seva_slice (*broken)()>
constexpr seva_plugin broken_after_start() {
  seva_plugin made = plugin();
  made.handle = &handle_after_start<broken>;
  return made;
}

}  // namespace plain

#define PLAIN_EXPORT(...)                                     \
  extern "C" {                                                \
  extern SEVA_PLUGIN_EXPORT const seva_plugin seva_plugin_v1; \
  const seva_plugin seva_plugin_v1 = __VA_ARGS__;             \
  }
