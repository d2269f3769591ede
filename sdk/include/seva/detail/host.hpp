#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "seva/json.hpp"
#include "seva/plugin.h"

/// Not for authors: what the export macros need.
namespace seva::detail {

/// One instance as the C boundary sees it: parses the event, lets the heir answer it, keeps the answer until the next call.
class Host {
 public:
  Host() = default;
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  virtual ~Host() = default;

  /// data NULL if the event is no JSON object or the heir throws.
  seva_slice handle(seva_slice event, seva_slice payload) noexcept;

 private:
  /// Fills `answer`, which is empty, with a JSON array. May throw.
  virtual void turn(json::View event, std::string_view payload, std::string& answer) = 0;

  json::Document event_;
  std::string answer_;
};

template <class HostKind, class Plugin>
void* create() noexcept {
  try {
    return static_cast<Host*>(new HostKind(std::make_unique<Plugin>()));
  } catch (...) {
    return nullptr;
  }
}

inline seva_slice handle(void* self, seva_slice event, seva_slice payload) noexcept { return static_cast<Host*>(self)->handle(event, payload); }

inline void destroy(void* self) noexcept { delete static_cast<Host*>(self); }

template <class HostKind, class Plugin>
constexpr seva_plugin describe(std::string_view manifest) {
  return {sizeof(seva_plugin), SEVA_ABI_MAJOR, SEVA_ABI_MINOR, {manifest.data(), manifest.size()}, &create<HostKind, Plugin>, &handle, &destroy};
}

}  // namespace seva::detail

#define SEVA_DETAIL_EXPORT(HostKind, Class, manifest_json)                                     \
  extern "C" {                                                                                 \
  extern SEVA_PLUGIN_EXPORT const seva_plugin seva_plugin_v1;                                  \
  const seva_plugin seva_plugin_v1 = ::seva::detail::describe<HostKind, Class>(manifest_json); \
  }
